import { expectedVersion, type OperationsOf } from '../../kernel/http/operation.ts';
import { policySchema } from './policies/validate.ts';
import type { BookingService } from './service.ts';
import { bookingOut, entryOut, locationIn, offerOut, serviceTypeOut, slotOut } from './wire.ts';

export type BookingOperations = OperationsOf<
  | 'listServiceTypes'
  | 'getServiceType'
  | 'getServiceTypeSchema'
  | 'listAvailability'
  | 'createBooking'
  | 'listBookings'
  | 'getBooking'
  | 'transitionBooking'
  | 'acknowledgeBookingEscalation'
  | 'listBookingTimeline'
  | 'listBookingOffers'
  | 'reportBookingPosition'
  | 'listOffers'
  | 'respondToOffer'
>;

const date = (text: string | undefined): Date | undefined =>
  text === undefined ? undefined : new Date(text);

/** The contract's default for `limit`, for callers that bypass the contract (tests). */
const DEFAULT_LIMIT = 50;

function pageIn({ limit = DEFAULT_LIMIT, cursor }: { limit?: number; cursor?: string }) {
  return { limit, cursor };
}

/** Maps requests to calls of the service, and results to replies. */
export function bookingOperations(service: BookingService): BookingOperations {
  return {
    async listServiceTypes({ query }) {
      const { data, nextCursor } = service.listServiceTypes(pageIn(query));
      return { status: 200, body: { data: data.map(serviceTypeOut), nextCursor } };
    },

    async getServiceType({ params }) {
      return { status: 200, body: serviceTypeOut(service.serviceType(params.serviceType)) };
    },

    async getServiceTypeSchema() {
      return { status: 200, body: policySchema };
    },

    async listAvailability({ principal, query }) {
      const slots = await service.availability(principal, {
        ...query,
        from: new Date(query.from),
        to: new Date(query.to),
      });
      return { status: 200, body: { data: slots.map(slotOut) } };
    },

    async createBooking({ principal, body }) {
      const view = await service.create(principal, {
        ...body,
        scheduledFor: date(body.scheduledFor),
        location: body.location && locationIn(body.location),
      });
      const booking = bookingOut(view);
      return { status: 201, body: booking, headers: { Location: `/v1/bookings/${booking.id}` } };
    },

    async listBookings({ principal, query }) {
      const { data, nextCursor } = await service.list(principal, {
        ...query,
        from: date(query.from),
        to: date(query.to),
        scheduledFrom: date(query.scheduledFrom),
        scheduledTo: date(query.scheduledTo),
        updatedSince: date(query.updatedSince),
        ...pageIn(query),
      });
      return { status: 200, body: { data: data.map(bookingOut), nextCursor } };
    },

    async getBooking({ principal, params }) {
      return { status: 200, body: bookingOut(await service.get(principal, params.bookingId)) };
    },

    async transitionBooking({ principal, params, body, headers }) {
      const view = await service.transition(principal, params.bookingId, {
        ...body,
        location: body.location && locationIn(body.location),
        expectedVersion: expectedVersion(headers),
      });
      return { status: 200, body: bookingOut(view) };
    },

    async acknowledgeBookingEscalation({ principal, params }) {
      const view = await service.acknowledgeEscalation(principal, params.bookingId);
      return { status: 200, body: bookingOut(view) };
    },

    async listBookingTimeline({ principal, params, query }) {
      const { data, nextCursor } = await service.timeline(principal, params.bookingId, pageIn(query));
      return { status: 200, body: { data: data.map(entryOut), nextCursor } };
    },

    async listBookingOffers({ principal, params, query }) {
      const { data, nextCursor } = await service.listBookingOffers(
        principal,
        params.bookingId,
        pageIn(query),
      );
      return { status: 200, body: { data: data.map(offerOut), nextCursor } };
    },

    async reportBookingPosition({ principal, params, body }) {
      const { latitude, longitude, accuracyMetres } = body;
      const recordedAt = date(body.recordedAt);
      await service.reportPosition(principal, params.bookingId, {
        latitude,
        longitude,
        ...(accuracyMetres === undefined ? {} : { accuracyMetres }),
        ...(recordedAt === undefined ? {} : { recordedAt }),
      });
      return { status: 204 };
    },

    async listOffers({ principal, query }) {
      const { data, nextCursor } = await service.listOwnOffers(principal, query.state, pageIn(query));
      return { status: 200, body: { data: data.map(offerOut), nextCursor } };
    },

    async respondToOffer({ principal, params, body }) {
      const { offer, view } = await service.respondToOffer(principal, params.offerId, body);
      return {
        status: 200,
        body: { offer: offerOut(offer), booking: view && bookingOut(view) },
      };
    },
  };
}

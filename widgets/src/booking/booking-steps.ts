/** The screens between choosing a service and having it: one chunk. */
import '../screens/kiwi-booking-review/kiwi-booking-review.ts';
import '../elements/kiwi-place-picker/kiwi-place-picker.ts';
import '../screens/kiwi-time-step/kiwi-time-step.ts';

import { expectedVersion, type OperationsOf } from '../../kernel/http/operation.ts';
import type { Knowledge } from './engine/knowledge.ts';
import type { PatientContext, Urgency } from './engine/types.ts';
import type { TriageService } from './service.ts';
import { decisionOut, evaluationOut, pairOut, ruleOut, triageOut, wordsOut } from './wire.ts';
import { languageOfReply, wordsIn } from './words.ts';

export type TriageOperations = OperationsOf<
  | 'askTriage'
  | 'listTriage'
  | 'getTriage'
  | 'overrideTriage'
  | 'recordTriageOutcome'
  | 'getTriageDecision'
  | 'listTriagePairs'
  | 'listTriageRules'
  | 'getTriageWords'
  | 'evaluateTriage'
>;

export function triageOperations(
  service: TriageService,
  knowledge: Knowledge,
  knowledgeVersion: string,
): TriageOperations {
  return {
    async askTriage({ principal, body }) {
      const { rulesOnly = false, budgetMs = 2_000, context, ...rest } = body;
      const row = await service.ask(principal, {
        ...rest,
        context: context as PatientContext | undefined,
        rulesOnly,
        budgetMs,
      });
      return { status: 200, body: triageOut(row, principal, knowledge) };
    },

    async listTriage({ principal, query }) {
      const { limit = 50, urgency, ...rest } = query;
      const { data, nextCursor } = await service.list(principal, {
        ...rest,
        limit,
        ...(urgency === undefined ? {} : { urgency: urgency as Urgency }),
      });
      return {
        status: 200,
        body: { data: data.map((row) => triageOut(row, principal, knowledge)), nextCursor },
      };
    },

    async getTriage({ principal, params }) {
      return {
        status: 200,
        body: triageOut(await service.get(principal, params.triageId), principal, knowledge),
      };
    },

    async overrideTriage({ principal, params, body, headers }) {
      const change = { urgency: body.urgency as Urgency, reason: body.reason };
      const row = await service.override(principal, params.triageId, change, expectedVersion(headers));
      return { status: 200, body: triageOut(row, principal, knowledge) };
    },

    async recordTriageOutcome({ principal, params, body, headers }) {
      const report = { ...body, urgency: body.urgency as Urgency | undefined };
      const row = await service.recordOutcome(principal, params.triageId, report, expectedVersion(headers));
      return { status: 200, body: triageOut(row, principal, knowledge) };
    },

    async getTriageDecision({ principal, params }) {
      const row = await service.get(principal, params.triageId);
      return { status: 200, body: decisionOut(row, await service.expiryOf(row)) };
    },

    async listTriagePairs({ principal, query }) {
      const { limit = 50, cursor } = query;
      const { data, nextCursor } = await service.pairs(principal, { limit, cursor });
      return { status: 200, body: { data: data.map(pairOut), nextCursor } };
    },

    async listTriageRules({ query }) {
      const words = wordsIn(languageOfReply(query.language, ''), knowledge);
      const rules = knowledge.rules.toSorted(
        (a, b) => a.urgency - b.urgency || a.topic.localeCompare(b.topic) || a.id.localeCompare(b.id),
      );
      return { status: 200, body: { knowledgeVersion, data: rules.map((rule) => ruleOut(rule, words)) } };
    },

    async getTriageWords({ query }) {
      const words = wordsIn(languageOfReply(query.language, ''), knowledge);
      return { status: 200, body: { knowledgeVersion, ...wordsOut(knowledge, words) } };
    },

    async evaluateTriage({ principal, body }) {
      const { cases, rulesOnly = false, budgetMs = 2_000 } = body;
      const results = await service.evaluate(
        principal,
        cases.map((one) => ({ ...one, context: one.context as PatientContext | undefined })),
        { rulesOnly, budgetMs },
      );
      return { status: 200, body: { data: results.map(({ id, assessed }) => evaluationOut(id, assessed)) } };
    },
  };
}

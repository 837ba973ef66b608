export type { Sent } from '../core/divert.js';
export type { Counts, Keep } from './archive.js';
export type { CollectedRequest, RequestHead } from './collected-request.js';
export { type Collector, type CollectorOptions, startCollector } from './collector.js';
export type {
  CloseConnectionPlan,
  FailurePlan,
  HangPlan,
  PartialPlan,
  PlanScope,
  RedirectPlan,
  RefuseRecordPlan,
  ResetPlan,
  SlowPlan,
  StatusPlan,
  TooLargePlan,
  TricklePlan,
} from './failure-plan.js';

export { attachSink, type Sink } from './sink.js';
export type { WireFormat } from './wire-format.js';

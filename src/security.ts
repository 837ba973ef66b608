export { verifyAuditTrail } from './audit/verify/verify-audit-trail.js';
export type { SecurityStats } from './core/handler.js';
export type { LimitsOptions } from './security/limits-options.js';
export type { Trace } from './security/masks/traces.js';
export type { BuiltInKind, Kind } from './security/scan/finding.js';
export type {
  FunctionRef,
  KeyRule,
  Mask,
  MaskFunction,
  PathRule,
  PseudonymKey,
  SanitizeOptions,
  SecurityRule,
  WashOptions,
} from './security/security-options.js';
export { createWash } from './security/wash/create-wash.js';
export type { Explanation, Wash } from './security/wash/wash.js';

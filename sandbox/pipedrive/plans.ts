/** The four plans that Pipedrive sells. */
export type PlanName = 'lite' | 'growth' | 'premium' | 'ultimate';

/** What a plan allows: per company, per seat, or per two seconds and token. */
export interface PlanLimits {
  readonly tokenMultiplier: number;
  readonly requestsPerWindow: number;
  readonly customFields: number;
  readonly dealsAndLeadsPerSeat: number;
  readonly visibilities: readonly number[];
  readonly recurringProducts: boolean;
}

/** Published limits of each plan. */
export const PLANS: Readonly<Record<PlanName, PlanLimits>> = {
  lite: { tokenMultiplier: 1, requestsPerWindow: 80, customFields: 30, dealsAndLeadsPerSeat: 2_500, visibilities: [1, 3], recurringProducts: false },
  growth: { tokenMultiplier: 2, requestsPerWindow: 160, customFields: 100, dealsAndLeadsPerSeat: 5_000, visibilities: [1, 3], recurringProducts: true },
  premium: {
    tokenMultiplier: 5, requestsPerWindow: 400, customFields: 300, dealsAndLeadsPerSeat: 15_000, visibilities: [1, 3, 5, 7], recurringProducts: true,
  },
  ultimate: {
    tokenMultiplier: 7, requestsPerWindow: 480, customFields: 500, dealsAndLeadsPerSeat: 20_000, visibilities: [1, 3, 5, 7], recurringProducts: true,
  },
};

/** However many seats: no company holds more open, won and lost deals and leads than this. */
export const DEALS_AND_LEADS_CEILING = 300_000;

/** Tokens per day of one seat before the plan's multiplier. */
export const BASE_TOKENS_PER_SEAT = 30_000;

/** Searches per two seconds and token, on every plan. */
export const SEARCHES_PER_WINDOW = 10;

/** Length of the rolling windows. */
export const WINDOW_MS = 2_000;

/** Our reading of "ignoring 429s": so many refusals within so long bring an HTML 403 for a while. The real numbers are not published. */
export const ABUSE = { refusals: 200, withinMs: 10_000, banMs: 60_000 } as const;

import { z } from 'zod';

/**
 * What is not documented, or what differs between accounts, and so can be switched. The defaults are our reading;
 * none of them was checked against a live account.
 */
export const switchesSchema = z.strictObject({
  /** Seconds until a write shows in search. */
  searchLagSeconds: z.number().min(0).default(5),
  /** Whether answers carry the undocumented x-daily-ratelimit-token-* headers. */
  dailyHeaders: z.boolean().default(true),
  /** What GET of a soft-deleted record answers. */
  readDeleted: z.enum(['404', 'record']).default('404'),
  /** What a second DELETE answers. */
  secondDelete: z.union([z.literal(200), z.literal(404), z.literal(410)]).default(404),
  /** Whether a refresh brings a new refresh token and kills the old one. */
  rotateRefreshTokens: z.boolean().default(false),
  /** Whether the callback is reached without `state`, as an installation from the Marketplace may. */
  dropState: z.boolean().default(false),
  /** Whether writing an activity or a note moves the update time of the records it hangs on. */
  childrenTouchParents: z.boolean().default(false),
  /** Whether a deal's value follows the sum of its products. */
  dealValueFollowsProducts: z.boolean().default(false),
  /** What becomes of deals, activities and notes when their person, organization or deal is deleted. */
  orphans: z.enum(['stand-with-link-cleared', 'stand-with-link-kept']).default('stand-with-link-cleared'),
});

/** The switches of one account. */
export type Switches = z.output<typeof switchesSchema>;

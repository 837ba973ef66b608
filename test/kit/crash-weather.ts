import type { Collector } from '../../src/testing/index.js';

/**
 * How the collector treats those that send to the path of that name: `taking` takes all, `busy` answers 503, `flaky` every other
 * time, `hanging` never answers, `slow` takes its time, `forgetful` takes the records and breaks the connection instead of
 * answering, `breaking` breaks it amid the request. A sender to `nowhere` finds nobody there.
 */
export const WEATHERS = ['taking', 'busy', 'flaky', 'hanging', 'slow', 'forgetful', 'breaking', 'nowhere'] as const;
export type Weather = (typeof WEATHERS)[number];

export const bringWeather = (collector: Collector): void => {
  const times = Number.POSITIVE_INFINITY;
  const at = (weather: Weather) => ({ times, when: ({ path }: { readonly path: string }) => path === `/${weather}` });
  collector.fail(
    { status: 503, ...at('busy') },
    { status: 503, times, when: ({ path }) => path === '/flaky' && collector.counts.requests % 2 === 0 },
    { hang: true, ...at('hanging') },
    { delayMs: 30, ...at('slow') },
    { reset: 'after-accept', ...at('forgetful') },
    { reset: 'mid-request', ...at('breaking') },
  );
};

const NOBODY = 'http://127.0.0.1:9';

export const urlFor = (weather: Weather, { url }: Pick<Collector, 'url'>): string => `${weather === 'nowhere' ? NOBODY : url}/${weather}`;

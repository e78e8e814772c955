/** Line icons on a 16 px grid, drawn here so that nothing is fetched. Always decoration: the text beside an icon says the same. */
const PATHS = {
  check: 'M3 8.5l3.2 3.2L13 4.8',
  stop: 'M5 5l6 6M11 5l-6 6',
  warning: 'M8 2.5l6.2 11H1.8L8 2.5zM8 6.5v3.2M8 11.6v.1',
  info: 'M8 1.8a6.2 6.2 0 100 12.4A6.2 6.2 0 008 1.8zM8 7.3v3.6M8 5v.1',
  play: 'M5 3.2v9.6L12.5 8 5 3.2z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  dot: 'M8 5.8a2.2 2.2 0 100 4.4 2.2 2.2 0 000-4.4z',
  arrow: 'M3 8h10M9 4l4 4-4 4',
  file: 'M4 1.8h5L12.5 5v9.2H4V1.8zM9 1.8V5h3.5',
  upload: 'M8 10.5V2.5M4.8 5.7L8 2.5l3.2 3.2M2.5 10.5v3h11v-3',
  download: 'M8 2.5v8M4.8 7.3L8 10.5l3.2-3.2M2.5 13.5h11',
  external: 'M6.5 3H3v10h10V9.5M9 2.5h4.5V7M13.2 2.8L7.5 8.5',
  equal: 'M3.5 6h9M3.5 10h9',
  differs: 'M3.5 6h9M3.5 10h9M10.5 3l-5 10',
  similar: 'M2.8 7c1.8-2 3.4-2 5.2-.6S11.6 7.8 13.2 6M2.8 11c1.8-2 3.4-2 5.2-.6s3.6 1.4 5.2-.4',
  lock: 'M4 7.2h8v6H4v-6zM5.5 7V5a2.5 2.5 0 015 0v2',
  undo: 'M5.5 3L2.5 6l3 3M2.5 6H10a3.5 3.5 0 010 7H6.5',
} as const;

/** Names of the icons. */
export type IconName = keyof typeof PATHS;

/** One icon in the colour of its text. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
  </svg>
);

/** The product's mark: two banks and the arch between them. */
export const Mark = () => (
  <svg className="mark" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" focusable="false">
    <rect width="24" height="24" rx="6" fill="var(--primary-fill)" />
    <path d="M4 16.5h16M6.5 16.5v-4M17.5 16.5v-4M12 16.5V8M4 13c4.5 0 8-2 8-5 0 3 3.5 5 8 5" fill="none" stroke="#fff" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
  </svg>
);

/** The two looks that Pipedrive has. */
export type Theme = 'light' | 'dark';

/** The theme in the frame's address; anything but `dark` means light, as in the SDK. */
export const themeOf = (search: string): Theme => (new URLSearchParams(search).get('theme') === 'dark' ? 'dark' : 'light');

/** Gives the page its colours. The page shows nothing before the first call, so no wrong theme is ever painted. */
export const applyTheme = (theme: Theme): void => {
  document.documentElement.dataset['theme'] = theme;
};

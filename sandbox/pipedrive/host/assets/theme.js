/** @typedef {'light' | 'dark'} Theme */

/** @returns {Theme} the theme that `theme-first.js` or the user has set */
export const currentTheme = () => (document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light');

/**
 * Shows the page in the theme and keeps the choice for the next visit.
 * @param {Theme} theme
 */
export function setTheme(theme) {
  document.documentElement.dataset['theme'] = theme;
  localStorage.setItem('theme', theme);
}

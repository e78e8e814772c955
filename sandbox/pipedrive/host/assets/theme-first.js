// A plain script in the head, not a module: the theme must stand before the first paint.
(() => {
  const stored = localStorage.getItem('theme');
  const preferred = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.dataset.theme = stored === 'dark' || stored === 'light' ? stored : preferred;
})();

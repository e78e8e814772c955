import { useEffect, useRef, type RefObject } from 'react';
import type { Host } from '../shared/host.js';

const LOWEST = 100;
const HIGHEST = 750;

/** Keeps the frame as high as its content, within what Pipedrive allows; beyond that the body scrolls. */
export const useFit = (host: Host): RefObject<HTMLDivElement | null> => {
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = content.current;
    if (element === null) return undefined;
    let last = 0;
    const fit = (): void => {
      const parts = [...element.querySelectorAll<HTMLElement>('[data-fit]')];
      const wanted = parts.reduce((sum, part) => sum + part.offsetHeight, 0);
      const height = Math.min(Math.max(Math.ceil(wanted), LOWEST), HIGHEST);
      if (height === last) return;
      last = height;
      host.resize(height);
    };
    const sizes = new ResizeObserver(fit);
    const watch = (): void => {
      sizes.disconnect();
      for (const part of element.querySelectorAll('[data-fit]')) sizes.observe(part);
      fit();
    };
    const parts = new MutationObserver(watch);
    parts.observe(element, { childList: true, subtree: true });
    watch();
    return () => { sizes.disconnect(); parts.disconnect(); };
  }, [host]);
  return content;
};

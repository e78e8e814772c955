/**
 * @import { Surface } from '../contract.js'
 * @typedef {{ readonly height?: number, readonly width?: number }} Size in CSS pixels
 */

const PANEL = { min: 100, max: 750 };
const MODAL = { minHeight: 120, minWidth: 320 };

/**
 * What a wanted size comes to on a surface. The panel's width is fixed by its sidebar; the settings page fills its place,
 * because no size is documented for it.
 * @param {Surface} surface
 * @param {Size} wanted
 * @param {{ readonly innerHeight: number, readonly innerWidth: number }} window
 * @returns {Size}
 */
export function allowedSize(surface, wanted, window) {
  switch (surface) {
    case 'panel': return only({ height: clamp(wanted.height, PANEL.min, PANEL.max) });
    case 'modal': return only({
      height: clamp(wanted.height, MODAL.minHeight, window.innerHeight),
      width: clamp(wanted.width, MODAL.minWidth, window.innerWidth),
    });
    case 'settings': return {};
  }
}

/**
 * Reads a size that an app sent; what is not a finite number is not a wish.
 * @param {unknown} args
 * @returns {Size}
 */
export function wantedSize(args) {
  const { height, width } = Object(args);
  return only({ height: finite(height), width: finite(width) });
}

/** @param {unknown} value */
const finite = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);

/**
 * @param {number | undefined} value
 * @param {number} min
 * @param {number} max
 */
const clamp = (value, min, max) => (value === undefined ? undefined : Math.max(min, Math.min(max, Math.round(value))));

/**
 * @param {{ height?: number | undefined, width?: number | undefined }} size
 * @returns {Size}
 */
function only({ height, width }) {
  return { ...(height !== undefined && { height }), ...(width !== undefined && { width }) };
}

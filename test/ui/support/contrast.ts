import type { Frame } from 'playwright-core';

/** Text that is too faint on its ground: the words, and the ratio. */
export interface Faint {
  readonly text: string;
  readonly ratio: number;
}

/** Measures every visible text of a document against what lies behind it (WCAG 2.2, 1.4.3); disabled controls are exempt there. */
export const faintTexts = (frame: Frame, least: number): Promise<readonly Faint[]> =>
  frame.evaluate((wanted) => {
    type Colour = readonly [red: number, green: number, blue: number, alpha: number];
    const parse = (css: string): Colour => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (css.match(/[\d.]+/g) ?? []).map(Number);
      return [red, green, blue, alpha];
    };
    const over = ([r, g, b, a]: Colour, [red, green, blue]: Colour): Colour => [r * a + red * (1 - a), g * a + green * (1 - a), b * a + blue * (1 - a), 1];
    const ground = (element: Element | null): Colour =>
      element === null ? [255, 255, 255, 1] : over(parse(getComputedStyle(element).backgroundColor), ground(element.parentElement));
    const luminance = (colour: Colour): number => {
      const [r = 0, g = 0, b = 0] = colour.slice(0, 3).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const faint: { text: string; ratio: number }[] = [];
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (element === null || text === '' || !element.checkVisibility() || element.closest(':disabled, .unseen, option, script, style') !== null) continue;
      const back = ground(element);
      const [a, b] = [luminance(over(parse(getComputedStyle(element).color), back)), luminance(back)];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (ratio < wanted) faint.push({ text, ratio });
    }
    return faint;
  }, least);

import { BASE62, type Draw, LOWER } from './draw.js';

/** A password a person would choose: at least eight characters, none that a format takes for its own. */
export const passwordOf = (draw: Draw): string => {
  const [one, two] = [draw.pick(WORDS), draw.pick(WORDS)];
  const number = draw.between(10, 9999);
  return draw.pick([
    `${one}-${two}-${number}`,
    `${capital(one)}${number}!`,
    `${one}.${capital(two)}${number}`,
    `${capital(one)}_${draw.text(4, BASE62)}`,
    `${draw.text(3, LOWER)}${number}${capital(two)}`,
    `${one}${two}${number}`,
    draw.text(draw.between(12, 20), BASE62),
    `${draw.text(5, BASE62)}*${draw.text(5, BASE62)}`,
  ]);
};

/** A token nobody chose. */
export const opaqueOf = (draw: Draw): string =>
  draw.pick([
    draw.hex(32),
    draw.hex(40),
    draw.text(28, BASE62),
    draw.text(43, `${BASE62}-_`),
    `${draw.text(12, BASE62)}-${draw.text(12, BASE62)}`,
  ]);

export const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

const WORDS = [
  'otter',
  'kestrel',
  'granite',
  'velvet',
  'saffron',
  'tundra',
  'cobalt',
  'lantern',
  'juniper',
  'walrus',
  'meteor',
  'pickle',
  'harbor',
  'maple',
];

/** `count` items, each made anew. */
export const times = <Item>(count: number, make: (index: number) => Item): readonly Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

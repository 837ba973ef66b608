/** A country's calling code and how many digits a number has at most, with the code. */
export type Calling = { readonly code: string; readonly mostDigits: number };

/** The calling code that the number at `from` (E.164, without `+`) begins with; another sign may stand in it: `1(212)`. Codes are prefix-free: there is one at most. */
export const callingAt = (text: string, from: number): Calling | undefined => {
  let code = 0;
  for (let at = from; at < from + LOOK_UNITS; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) continue;
    code = code * 10 + digit;
    if (code === 0) return undefined;
    const calling = CALLINGS[code];
    if (calling !== undefined) return calling;
  }
  return undefined;
};

/** Three digits at most, and a bracket. */
const LOOK_UNITS = 4;

/** ITU-T E.164: fifteen digits in all; most countries stop at thirteen. */
const USUAL_MOST_DIGITS = 13;

/** Countries whose numbers are shorter: behind them a blank may already begin another number. */
const SHORTER =
  '1:11 7:11 20:12 27:11 30:12 31:11 32:11 33:11 34:11 36:11 40:11 41:11 44:12 45:10 46:11 47:10 48:11 51:11 52:12 55:13 56:11 57:12 60:12 61:11 63:12 64:12 ' +
  '65:10 66:11 81:12 82:12 84:12 90:12 91:12 92:12 98:12 212:12 213:12 216:11 234:13 254:12 351:12 352:12 353:12 354:10 358:12 359:12 370:11 371:11 372:11 375:12 ' +
  '380:12 385:12 386:11 420:12 421:12 852:11 886:12 961:11 962:12 965:11 966:12 971:12 972:12 973:11 974:11';

/** The others: https://www.itu.int/dms_pub/itu-t/opb/sp/T-SP-E.164D-2016-PDF-E.pdf */
const OTHERS =
  '39 43 49 53 54 58 62 86 93 94 95 211 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 235 236 237 238 239 240 241 242 243 244 245 246 247 248 ' +
  '249 250 251 252 253 255 256 257 258 260 261 262 263 264 265 266 267 268 269 290 291 297 298 299 350 355 356 357 373 374 376 377 378 379 381 382 383 387 389 ' +
  '423 500 501 502 503 504 505 506 507 508 509 590 591 592 593 594 595 596 597 598 599 670 672 673 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 ' +
  '691 692 800 808 850 853 855 856 870 878 880 881 882 883 888 960 963 964 967 968 970 975 976 977 979 992 993 994 995 996 998';

/** In the place of each code's number. */
const CALLINGS: readonly (Calling | undefined)[] = (() => {
  const callings = new Array<Calling | undefined>(1000).fill(undefined);
  for (const entry of [...SHORTER.split(' '), ...OTHERS.split(' ')]) {
    const [code = '', mostDigits = USUAL_MOST_DIGITS] = entry.split(':');
    callings[Number(code)] = { code, mostDigits: Number(mostDigits) };
  }
  return callings;
})();

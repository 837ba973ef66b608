/** Questions about one UTF-16 unit, answered by comparing: what numbers, names and addresses are made of. Of sets and runs see `alphabet`. */
export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

export const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || isUpper(code);

export const isUpper = (code: number): boolean => code >= 65 && code <= 90;

export const isAlphanumeric = (code: number): boolean => isDigit(code) || isLetter(code);

export const isHex = (code: number): boolean => isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);

/** As `\w`: letters, digits and `_`. What names and ids are made of. */
export const isWord = (code: number): boolean => isAlphanumeric(code) || code === 95;

import { join } from 'node:path';
import type { Files } from './files.js';

/** Segments and side logs are numbered from 0 in the order in which they were begun; a number is never used again in its log. */
export const segmentName = (number: number): string => `${digitsOf(number)}.seg`;

export const sideLogName = (number: number): string => `${digitsOf(number)}.side`;

const digitsOf = (number: number): string => number.toString(16).padStart(16, '0');

/** Numbers of the log's segments, ascending. What is not a plain file of exactly such a name is none of ours; nor is a directory that cannot be read. */
export const segmentsIn = (files: Pick<Files, 'readdirSync'>, directory: string): readonly number[] => numbersIn(files, directory, SEGMENT);

export const sideLogsIn = (files: Pick<Files, 'readdirSync'>, directory: string): readonly number[] =>
  numbersIn(files, directory, SIDE_LOG);

const SEGMENT = /^0000[0-9a-f]{12}\.seg$/;
const SIDE_LOG = /^0000[0-9a-f]{12}\.side$/;

const numbersIn = (files: Pick<Files, 'readdirSync'>, directory: string, name: RegExp): readonly number[] => {
  try {
    return files
      .readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isFile() && name.test(entry.name))
      .map((entry) => Number.parseInt(entry.name, 16))
      .sort((one, other) => one - other);
  } catch {
    return [];
  }
};

export const pathOfSegment = (directory: string, number: number): string => join(directory, segmentName(number));

export const pathOfSideLog = (directory: string, number: number): string => join(directory, sideLogName(number));

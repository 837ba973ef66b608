import { SumoLogic } from 'winston-sumologic-transport';
import { winstonOver } from '../loggers.mjs';

export const open = ({ url }) => winstonOver(new SumoLogic({ url, interval: 50 }));

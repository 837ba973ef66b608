import { areWordsBefore, type Verdict } from './words-before.js';

/** Whether the words in front of `at` call what stands there a phone number: `call me at 0494 92 82 32`, `"mobileNumber":"..."`. */
export const isCalledPhone = (text: string, at: number): boolean => areWordsBefore(text, at, judge);

const judge = (word: string): Verdict => (PHONE_WORDS.has(word) ? 'yes' : LINKING_WORDS.has(word) ? 'go on' : 'no');

const PHONE_WORDS: ReadonlySet<string> = new Set(
  (
    'phone phones telephone tel mobile mob cell cellphone landline fax sms texted texting call called calling caller callee dial dialed dialled dialing ' +
    'reachable answering whatsapp whats msisdn viber voicemail hotline ' +
    'phoneno phonenumber mobileno mobilenumber cellnumber contactno contactnumber faxno faxnumber telno homephone workphone mobilephone ' +
    'telefon telefonnummer telefonnr handy handynummer mobil mobilnummer mobiltelefon rufnummer anrufen tél téléphone ' +
    'telefono teléfono telefone celular móvil movil telemóvel cellulare telefoon mobiel puhelin telefonu тел телефон'
  ).split(' '),
);

/** May stand between the word and the number. */
const LINKING_WORDS: ReadonlySet<string> = new Set(
  (
    'number no num nr nummer numéro numero número value val is was at to me him her them us my his our your their on under via from the new old ' +
    'home work office private business main primary secondary emergency day evening contact app or and'
  ).split(' '),
);

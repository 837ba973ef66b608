import { plainWordSet as setOf } from './plain-words.js';

/**
 * Whether a name holds what tells who a person is (preset `gdpr`): names, addresses, birth dates, numbers that states and insurers give. What
 * has a kind of its own (e-mail, phone, IP address, IBAN) is found by its value.
 */
export const isPersonal = (words: readonly string[]): boolean => {
  const last = words.at(-1) ?? '';
  const lastTwo = words.slice(-2).join('');
  if (WORDS.has(last) || WORDS.has(lastTwo) || WORDS.has(words.slice(-3).join(''))) return true;
  return last === 'name' && WHOSE.has(words.at(-2) ?? '');
};

const WORDS = setOf(`
  firstname lastname fullname middlename maidenname surname familyname givenname nickname birthname displayname username cardholder
  accountholder address street streetname addressline housenumber zip zipcode postcode postalcode city
  birthdate birthday dateofbirth dob birthplace placeofbirth gender sex nationality ethnicity religion maritalstatus
  nationalid personalid taxid taxnumber tin itin passport passportid driverslicense driverlicense licenseplate
  patientid insurancenumber healthid medicalrecord mrn vorname nachname geburtsdatum straße strasse adresse anschrift plz
  prénom apellido apellidos nombre cognome sobrenome cpf cnpj dni nif nie bsn pesel aadhaar curp nino sin
`);

const WHOSE = setOf(
  'user customer person patient holder cardholder employee contact recipient sender guest client billing shipping legal birth owner',
);

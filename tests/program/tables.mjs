// The tables that leave: a .csv beside every page that holds a table, with the page's own numbers, cell by cell; and those of
// `livret export csv`, in the form that schema/exchange-tables.md describes, equal to what the site says. Either is a file in tables/.
//
//   node tests/program/tables.mjs PROGRAM [PART OF A NAME]
import { finish } from "./support/tools.mjs";

for (const part of ["beside_pages", "verb"]) await import(`./tables/${part}.mjs`);
finish();

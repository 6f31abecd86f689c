// Renders messages as the apps do that the formats are for. Reads cases from
// standard input: [{format, file, lang, key, values}]; writes the texts as JSON.
import { readFileSync } from "node:fs";
import i18next from "i18next";
import { IntlMessageFormat } from "intl-messageformat";

const read = (file) => JSON.parse(readFileSync(file, "utf8"));

// A value {section, id, values} is a message of the same file.
async function render({ format, file, lang, key, values }) {
  const messages = read(file);
  for (const [name, value] of Object.entries(values ?? {})) {
    if (value.section) {
      const { section, id } = value;
      const key = format === "arb" ? section + id[0].toUpperCase() + id.slice(1) : `${section}.${id}`;
      values[name] = await render({ format, file, lang, key, values: value.values });
    }
  }
  if (format === "arb") {
    return new IntlMessageFormat(messages[key], lang, undefined, { ignoreTag: true }).format(values);
  }
  const app = i18next.createInstance();
  await app.init({
    lng: lang,
    resources: { [lang]: { apicause: messages } },
    defaultNS: "apicause",
    interpolation: { escapeValue: false },
  });
  return app.t(key, values);
}

const cases = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(await Promise.all(cases.map(render))));

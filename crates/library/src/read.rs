//! One row of an import becomes a case in one language, or is refused; what cannot be resolved is kept as given.

use crate::value::{Fields, LONGEST};
use crate::{CaseText, CaseVersion, Cost, Evidence, Facts, Level, Place, Sdg, Themes, resolve_country};
use kapok_base::{Language, Refusal};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

/// What could not be resolved and is kept as given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningCode {
    /// A country by a name we do not know.
    CountryUnknown,
    /// A language that is no BCP 47 tag.
    LanguageUnknown,
    /// A theme that none of ours stands for.
    ThemeUnknown,
    /// Neither a goal nor a target.
    SdgUnknown,
    /// A latitude without a longitude, or the other way round.
    PlaceIncomplete,
}

impl WarningCode {
    /// Its stable name: `country_unknown`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CountryUnknown => "country_unknown",
            Self::LanguageUnknown => "language_unknown",
            Self::ThemeUnknown => "theme_unknown",
            Self::SdgUnknown => "sdg_unknown",
            Self::PlaceIncomplete => "place_incomplete",
        }
    }
}

/// One value that could not be resolved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// What it is.
    pub code: WarningCode,
    /// The value as given.
    pub value: String,
}

/// A row that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadRow {
    /// The case in one language.
    pub version: CaseVersion,
    /// What could not be resolved.
    pub warnings: Vec<Warning>,
}

/// Reads one row.
///
/// # Errors
/// `case_key_missing` (no source or no id), `case_without_title`, `case_without_text`, `case_text_too_long`,
/// `case_year_not_a_number`, `case_place_off_globe`.
pub fn read_row(row: Map<String, Value>, themes: &Themes) -> Result<ReadRow, Refusal> {
    let mut fields = Fields(row);
    let mut facts = Facts::default();
    let mut warnings = Vec::new();
    let key = |fields: &mut Fields, name: &str| {
        let found = fields.text(name).filter(|text| text.len() <= 1000);
        found.ok_or_else(|| Refusal::invalid("case_key_missing").at(format!("/{name}")))
    };
    let source = key(&mut fields, "source")?;
    let source_id = key(&mut fields, "id")?;
    let text = read_text(&mut fields)?;
    let language = read_language(&mut fields, &text, &mut facts, &mut warnings);
    facts.year = read_year(&mut fields)?;
    facts.place = read_place(&mut fields, &mut warnings)?;
    read_country(&mut fields, &mut facts, &mut warnings);
    read_themes(&mut fields, themes, &mut facts, &mut warnings);
    read_sdgs(&mut fields, &mut facts, &mut warnings);
    read_plain(&mut fields, &mut facts);
    facts.further = std::mem::take(&mut fields.0)
        .into_iter()
        .filter(|(_, value)| !matches!(value, Value::Null) && value.as_str() != Some(""))
        .map(|(key, value)| (further_key(&key), cleaned(value)))
        .collect();
    Ok(ReadRow { version: CaseVersion { source, source_id, language, text, facts }, warnings })
}

fn read_text(fields: &mut Fields) -> Result<CaseText, Refusal> {
    let title = fields.text("title").ok_or_else(|| Refusal::invalid("case_without_title").at("/title"))?;
    let description = fields.text("description").unwrap_or_default();
    let text = CaseText { title, description, sections: fields.records("sections") };
    let body = text.body();
    if body.trim().is_empty() {
        return Err(Refusal::invalid("case_without_text").at("/description"));
    }
    if body.len() > LONGEST || text.title.len() > 2000 {
        let limit = i64::try_from(LONGEST).unwrap_or(i64::MAX);
        return Err(Refusal::invalid("case_text_too_long").at("/description").with("limit", limit));
    }
    Ok(text)
}

/// The language given, else the one recognised in the text.
fn read_language(
    fields: &mut Fields,
    text: &CaseText,
    facts: &mut Facts,
    warnings: &mut Vec<Warning>,
) -> Language {
    if let Some(given) = fields.text("lang") {
        if let Ok(language) = given.parse() {
            return language;
        }
        warnings.push(Warning { code: WarningCode::LanguageUnknown, value: given.clone() });
        facts.given.insert("lang".to_owned(), vec![given]);
    }
    let sample: String = text.title.chars().chain(['\n']).chain(text.body().chars()).take(2000).collect();
    recognised(&sample).parse().unwrap_or_else(|_| Language::english())
}

/// The tag of the language that a text is written in, `und` when that cannot be told.
fn recognised(sample: &str) -> &'static str {
    use whatlang::Lang;
    let Some(info) = whatlang::detect(sample).filter(whatlang::Info::is_reliable) else { return "und" };
    match info.lang() {
        Lang::Eng => "en",
        Lang::Spa => "es",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Rus => "ru",
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Tur => "tr",
        Lang::Pol => "pl",
        Lang::Ind => "id",
        _ => "und",
    }
}

fn read_year(fields: &mut Fields) -> Result<Option<i32>, Refusal> {
    let bad = |given: String| Refusal::invalid("case_year_not_a_number").at("/year").with("value", given);
    let Some(number) = fields.number("year").map_err(bad)? else { return Ok(None) };
    if number.fract() != 0.0 || !(1.0..=9999.0).contains(&number) {
        return Err(bad(number.to_string()));
    }
    #[expect(clippy::cast_possible_truncation, reason = "a whole number from 1 to 9999")]
    Ok(Some(number as i32))
}

fn read_place(fields: &mut Fields, warnings: &mut Vec<Warning>) -> Result<Option<Place>, Refusal> {
    let bad = |key: &str, given: String| {
        Refusal::invalid("case_place_off_globe").at(format!("/{key}")).with("value", given)
    };
    let lat = fields.number("lat").map_err(|given| bad("lat", given))?;
    let lon = fields.number("lon").map_err(|given| bad("lon", given))?;
    if let Some(lat) = lat.filter(|lat| !(-90.0..=90.0).contains(lat)) {
        return Err(bad("lat", lat.to_string()));
    }
    if let Some(lon) = lon.filter(|lon| !(-180.0..=180.0).contains(lon)) {
        return Err(bad("lon", lon.to_string()));
    }
    match (lat, lon) {
        (Some(lat), Some(lon)) => Ok(Some(Place { lat, lon })),
        (None, None) => Ok(None),
        (one, other) => {
            let value = one.or(other).map(|n| n.to_string()).unwrap_or_default();
            warnings.push(Warning { code: WarningCode::PlaceIncomplete, value });
            Ok(None)
        }
    }
}

/// A code that resolves wins over a name; what was given and did not resolve, or says more than the code, is kept.
fn read_country(fields: &mut Fields, facts: &mut Facts, warnings: &mut Vec<Warning>) {
    let given: Vec<String> = ["country_code", "country"].iter().filter_map(|key| fields.text(key)).collect();
    facts.country = given.iter().find_map(|name| resolve_country(name)).map(|c| c.code.to_owned());
    let Some(last) = given.last() else { return };
    if facts.country.is_none() {
        warnings.push(Warning { code: WarningCode::CountryUnknown, value: last.clone() });
    }
    if facts.country.as_ref() != Some(last) {
        facts.given.insert("country".to_owned(), vec![last.clone()]);
    }
}

fn read_themes(fields: &mut Fields, themes: &Themes, facts: &mut Facts, warnings: &mut Vec<Warning>) {
    let given = fields.list("themes");
    for theme in &given {
        match themes.resolve(theme) {
            Some(known) if facts.themes.contains(&known.key) => {}
            Some(known) => facts.themes.push(known.key.clone()),
            None => warnings.push(Warning { code: WarningCode::ThemeUnknown, value: theme.clone() }),
        }
    }
    if given != facts.themes {
        facts.given.insert("themes".to_owned(), given);
    }
}

fn read_sdgs(fields: &mut Fields, facts: &mut Facts, warnings: &mut Vec<Warning>) {
    let mut unknown = Vec::new();
    let listed = fields.list("sdgs");
    let given = listed.iter().flat_map(|text| text.split([',', '、'])).map(str::trim);
    for given in given.filter(|given| !given.is_empty()) {
        match given.parse::<Sdg>() {
            Ok(sdg) if facts.sdgs.contains(&sdg) => {}
            Ok(sdg) => facts.sdgs.push(sdg),
            Err(_) => {
                warnings.push(Warning { code: WarningCode::SdgUnknown, value: given.to_owned() });
                unknown.push(given.to_owned());
            }
        }
    }
    if !unknown.is_empty() {
        facts.given.insert("sdgs".to_owned(), unknown);
    }
}

fn read_plain(fields: &mut Fields, facts: &mut Facts) {
    facts.entity = fields.text("entity").or_else(|| fields.text("city"));
    facts.edition = fields.text("edition");
    facts.outcome = fields.text("outcome");
    facts.url = fields.text("url").filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    facts.licence = fields.text("licence");
    facts.synthetic =
        fields.text("synthetic").is_some_and(|t| matches!(t.to_lowercase().as_str(), "true" | "yes" | "1"));
    facts.indicators = fields.records("indicators");
    let currency = fields.text("currency");
    facts.cost = fields.text("cost").map(|amount| Cost { amount, currency });
    facts.started = fields.text("started");
    facts.ended = fields.text("ended");
    facts.population = named(fields, "population", |text| text.replace([',', ' ', '_'], "").parse().ok());
    facts.kinds = fields.list("kinds");
    facts.kinds.extend(fields.text("kind"));
    facts.level = named(fields, "level", choice::<Level>);
    facts.evidence = named(fields, "evidence", choice::<Evidence>);
}

/// A value that must be one of a few; another one stays, to be kept as further.
fn named<T>(fields: &mut Fields, key: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    let given = fields.text(key)?;
    let value = read(&given);
    if value.is_none() {
        fields.0.insert(key.to_owned(), Value::String(given));
    }
    value
}

fn choice<T: DeserializeOwned>(text: &str) -> Option<T> {
    let name = text.trim().to_lowercase().replace([' ', '-'], "_");
    serde_json::from_value(Value::String(name)).ok()
}

/// The keys that a row is written with. A value that did not fit its key is kept beside it, so that both survive.
const KEYS: [&str; 29] = [
    "source",
    "id",
    "title",
    "description",
    "sections",
    "lang",
    "country_code",
    "country",
    "entity",
    "lat",
    "lon",
    "year",
    "edition",
    "themes",
    "sdgs",
    "outcome",
    "url",
    "licence",
    "synthetic",
    "indicators",
    "cost",
    "currency",
    "started",
    "ended",
    "population",
    "kinds",
    "level",
    "evidence",
    "kind",
];

fn further_key(key: &str) -> String {
    let key = without_nul(key);
    if KEYS.contains(&key.as_str()) { format!("{key}_given") } else { key }
}

fn without_nul(text: &str) -> String {
    text.replace('\0', "")
}

fn cleaned(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(without_nul(&text)),
        Value::Array(items) => Value::Array(items.into_iter().map(cleaned).collect()),
        Value::Object(map) => {
            Value::Object(map.into_iter().map(|(key, value)| (without_nul(&key), cleaned(value))).collect())
        }
        plain => plain,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

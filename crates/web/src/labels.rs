//! What people read for the values of facets and facts: names of countries, goals, themes, languages.

use kapok_base::{Language, Locale};
use kapok_engine::remember::{Cell, DEGREES, Facet, Hit, NOT_STATED};
use kapok_library::{Reference, Themes, cite, country_by_code};
use kapok_words::{Words, exists, say};

/// What a value of a facet is called in a reader's language.
pub(crate) fn facet_value(locale: Locale, themes: &Themes, facet: Facet, value: &str) -> String {
    if value == NOT_STATED {
        return say(locale, "library-not-stated", &[]);
    }
    match facet {
        Facet::Country => country(locale, value),
        Facet::Region => known(locale, "region", value),
        Facet::Sdg => known(locale, "sdg", value),
        Facet::Theme => theme(locale, themes, value),
        Facet::Outcome => known(locale, "outcome", value),
        Facet::Lang => known(locale, "language", value),
        Facet::Subregion => known(locale, "subregion", value),
        Facet::Population => known(locale, "population", value),
        Facet::Level => known(locale, "level", value),
        Facet::Evidence => known(locale, "evidence", value),
        Facet::Cell => Cell::parse(value).map_or_else(|| value.to_owned(), |found| cell(locale, found)),
        Facet::Edition | Facet::Source | Facet::Year | Facet::Target | Facet::Kind => value.to_owned(),
    }
}

/// A cell of the map by its edges: those farther from the equator and from Greenwich come last.
fn cell(locale: Locale, of: Cell) -> String {
    let side = |from: i32, positive: &str, negative: &str| {
        let (key, near, far) =
            if from < 0 { (negative, -from - DEGREES, -from) } else { (positive, from, from + DEGREES) };
        say(locale, key, &[("near", i64::from(near).into()), ("far", i64::from(far).into())])
    };
    let latitude = side(of.south, "library-cell-north", "library-cell-south");
    let longitude = side(of.west, "library-cell-east", "library-cell-west");
    say(locale, "library-cell", &[("latitude", latitude.into()), ("longitude", longitude.into())])
}

/// A country's name.
pub(crate) fn country(locale: Locale, code: &str) -> String {
    let found = country_by_code(code).map(|country| country.name(&locale.language()).to_owned());
    found.unwrap_or_else(|| code.to_owned())
}

/// A theme's name.
pub(crate) fn theme(locale: Locale, themes: &Themes, key: &str) -> String {
    let found = themes.get(key).map(|theme| theme.name.text(&locale.language()).clone());
    found.unwrap_or_else(|| key.to_owned())
}

/// A language's name.
pub(crate) fn language(locale: Locale, language: &Language) -> String {
    known(locale, "language", language.as_str())
}

/// City, country and year of a case.
pub(crate) fn line(locale: Locale, hit: &Hit) -> String {
    place_and_year(locale, hit.entity.as_deref(), hit.country.as_deref(), hit.year)
}

/// An entity, its country by its code, and a year, as far as they are known.
pub(crate) fn place_and_year(
    locale: Locale,
    entity: Option<&str>,
    code: Option<&str>,
    year: Option<i32>,
) -> String {
    let country = code.map(|code| country(locale, code));
    let parts = [entity.map(str::to_owned), country, year.map(|year| year.to_string())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A case cited in words.
pub(crate) fn citation(locale: Locale, reference: &Reference) -> String {
    let words = Words::new(locale);
    let accessed = words.say_one("library-accessed", "date", words.date(reference.accessed));
    cite::words(reference, &accessed, &words.say("library-undated"))
}

/// What became of a case.
pub(crate) fn outcome(locale: Locale, hit: &Hit) -> Option<String> {
    hit.outcome.as_deref().map(|outcome| known(locale, "outcome", outcome))
}

/// The words at `<kind>-<value>`; the value itself, with blanks for underscores, when there are none.
pub(crate) fn known(locale: Locale, kind: &str, value: &str) -> String {
    let key = format!("{kind}-{}", value.to_lowercase().replace('_', "-"));
    let plain = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if plain && exists(Locale::En, &key) { say(locale, &key, &[]) } else { value.replace('_', " ") }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn values_have_names_in_the_reader_s_language() {
        let themes = Themes::builtin().unwrap();
        for (facet, value, english, chinese) in [
            (Facet::Country, "CN", "China", "中国"),
            (Facet::Region, "latin_america", "Latin America and the Caribbean", "拉丁美洲和加勒比"),
            (Facet::Sdg, "11", "11 Sustainable cities and communities", "11 可持续城市和社区"),
            (Facet::Theme, "energy", "Energy", "能源"),
            (Facet::Lang, "zh-Hant", "Chinese (traditional)", "繁体中文"),
            (Facet::Source, "some_source", "some_source", "some_source"),
            (Facet::Outcome, "medal_of_honour", "Medal of honour", "荣誉奖章"),
            (Facet::Outcome, "audience_prize", "audience prize", "audience prize"),
            (Facet::Country, NOT_STATED, "Not stated", "未注明"),
            (Facet::Cell, "20N110E", "20–30° N, 110–120° E", "北纬20–30°，东经110–120°"),
            (Facet::Cell, "30S50W", "20–30° S, 40–50° W", "南纬20–30°，西经40–50°"),
            (Facet::Cell, "somewhere", "somewhere", "somewhere"),
        ] {
            assert_eq!(facet_value(Locale::En, &themes, facet, value), english);
            assert_eq!(facet_value(Locale::ZhHans, &themes, facet, value), chinese);
        }
    }
}

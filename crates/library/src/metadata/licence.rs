//! Where a licence can be read.

/// The address of a licence: one that was given as an address, or that of a Creative Commons licence by its usual short names
/// (`CC-BY-4.0`, `CC BY-NC 3.0`, `CC0-1.0`). Nothing for another text.
#[must_use]
pub fn licence_address(given: &str) -> Option<String> {
    let given = given.trim();
    if given.starts_with("https://") || given.starts_with("http://") {
        let plain = given.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '`'));
        return plain.then(|| given.to_owned());
    }
    let name = given.to_ascii_lowercase().replace([' ', '_'], "-");
    if matches!(name.as_str(), "cc0" | "cc0-1.0" | "cc-0" | "cc-0-1.0") {
        return Some("https://creativecommons.org/publicdomain/zero/1.0/".to_owned());
    }
    let (terms, version) = name.strip_prefix("cc-")?.rsplit_once('-')?;
    let known = matches!(terms, "by" | "by-sa" | "by-nd" | "by-nc" | "by-nc-sa" | "by-nc-nd");
    let version =
        Some(version).filter(|version| matches!(*version, "1.0" | "2.0" | "2.5" | "3.0" | "4.0"))?;
    known.then(|| format!("https://creativecommons.org/licenses/{terms}/{version}/"))
}

#[cfg(test)]
mod tests {
    use super::licence_address;

    #[test]
    fn known_licences_have_an_address_and_other_words_have_none() {
        for (given, address) in [
            ("CC-BY-4.0", Some("https://creativecommons.org/licenses/by/4.0/")),
            ("CC BY-NC-SA 3.0", Some("https://creativecommons.org/licenses/by-nc-sa/3.0/")),
            ("cc0-1.0", Some("https://creativecommons.org/publicdomain/zero/1.0/")),
            ("https://example.org/terms", Some("https://example.org/terms")),
            ("http://example.org/\"onload", None),
            ("CC-BY-9.9", None),
            ("CC-BUY-4.0", None),
            ("all rights reserved", None),
            ("", None),
        ] {
            assert_eq!(licence_address(given).as_deref(), address, "{given}");
        }
    }
}

//! What in a text may be somebody's own: e-mail addresses and telephone numbers, for an editor to look at.

use crate::CaseText;

/// Fewest and most digits of a telephone number (the most after ITU-T E.164).
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;
/// Characters that a number may hold besides its digits.
const BETWEEN: [char; 9] = [' ', '-', '.', '(', ')', '/', '\u{a0}', '\u{2011}', '\u{2013}'];

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PersonalKind {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Telephone,
}

impl PersonalKind {
    /// Its name in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Telephone => "telephone",
        }
    }
}

/// Something that may be personal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Personal {
    /// What it looks like.
    pub kind: PersonalKind,
    /// As it stands in the text.
    pub text: String,
}

/// What may be personal in a case's text, each once.
#[must_use]
pub fn personal(text: &CaseText) -> Vec<Personal> {
    let mut found = Vec::new();
    for part in [&text.title, &text.body()] {
        let emails = emails(part).map(|text| Personal { kind: PersonalKind::Email, text });
        let numbers = telephones(part).map(|text| Personal { kind: PersonalKind::Telephone, text });
        found.extend(emails.chain(numbers));
    }
    found.sort();
    found.dedup();
    found
}

/// Words of the form `name@place.domain`.
fn emails(text: &str) -> impl Iterator<Item = String> {
    let word = |c: char| !(c.is_ascii_alphanumeric() || "@._%+-".contains(c));
    text.split(word).filter_map(|word| {
        let word = word.trim_matches(['.', '-', '_', '%', '+']);
        let (name, place) = word.split_once('@')?;
        let (_, domain) = place.rsplit_once('.')?;
        let fits = !name.is_empty()
            && !place.contains('@')
            && !place.starts_with('.')
            && domain.len() > 1
            && domain.chars().all(|c| c.is_ascii_alphabetic());
        fits.then(|| word.to_owned())
    })
}

/// Runs of digits that are written as telephone numbers are: with a plus, or in several groups, of which none looks like a year.
fn telephones(text: &str) -> impl Iterator<Item = String> {
    let part_of_one = |c: char| c.is_ascii_digit() || c == '+' || BETWEEN.contains(&c);
    text.split(move |c| !part_of_one(c)).filter_map(|run| {
        let run = run.trim_matches(|c: char| c != '+' && c != '(' && !c.is_ascii_digit());
        let digits = run.chars().filter(char::is_ascii_digit).count();
        let groups: Vec<&str> =
            run.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
        // 7 840 000 and 1,200.50 are amounts; 2014-2018 are years; 11.2 is a target.
        let amount = groups.iter().skip(1).all(|group| group.len() == 3)
            && groups.first().is_some_and(|first| first.len() <= 3);
        let years = groups
            .iter()
            .any(|group| group.len() == 4 && (group.starts_with("19") || group.starts_with("20")));
        let national = run.starts_with(['0', '(']) && groups.len() > 1;
        let fits = DIGITS.contains(&digits)
            && (run.starts_with('+') || (national && !years) || (groups.len() > 2 && !amount && !years));
        fits.then(|| run.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let text = CaseText { title: String::new(), description: text.into(), sections: vec![] };
        personal(&text).into_iter().map(|personal| personal.text).collect()
    }

    #[test]
    fn addresses_and_numbers_are_found_as_people_write_them() {
        for (text, expected) in [
            ("Write to ana.lopez@city.example.", "ana.lopez@city.example"),
            ("联系人：li@guangzhou.example。", "li@guangzhou.example"),
            ("Call +86 20 8312 3456 today", "+86 20 8312 3456"),
            ("Tel. (020) 8312-3456", "(020) 8312-3456"),
            ("电话020-83123456，", "020-83123456"),
            ("Tél. 04 91 55 11 11.", "04 91 55 11 11"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
    }

    #[test]
    fn amounts_years_and_targets_are_not_taken_for_people() {
        for text in [
            "From 2014-2018 the city spent 7 840 000 dollars",
            "7,840,000 and 12.500.000 and 1000000000 and 11.2",
            "2019/05/31, 2018-2022, 2015 2016 2017",
            "a@b, @home.org, name@ place.org, x@y.1",
            "",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}

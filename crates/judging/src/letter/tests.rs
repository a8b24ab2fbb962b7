//! Letters as their rules have them: fields, filters, states.

use super::audience::{Dossiers, Facts, KnownStage};
use super::merge::Values;
use super::*;
use crate::label::Label;
use kapok_base::{PanelId, PersonId};
use uuid::Uuid;

fn values(pairs: &[(Field, &str)]) -> Values {
    pairs.iter().map(|(field, value)| (*field, (*value).to_owned())).collect()
}

#[test]
fn each_field_takes_its_value_and_braces_can_be_written() {
    let values = values(&[(Field::Name, "Ana {title}"), (Field::Title, "Rain gardens")]);
    for (text, filled) in [
        ("Dear {name},", "Dear Ana {title},"),
        ("{title}{title}", "Rain gardensRain gardens"),
        ("{ title }: 您好", "Rain gardens: 您好"),
        ("｛name｝：", "Ana {title}："),
        ("{{name}} costs 5 } or }}", "{name} costs 5 } or }"),
        ("", ""),
    ] {
        assert_eq!(Template::read(text).unwrap().fill(&values), Ok(filled.to_owned()), "{text}");
    }
}

#[test]
fn a_slip_is_named_with_its_place() {
    let slips = Template::read("Dear {nam},\n\n  {title and\nmore} {}").unwrap_err();
    assert_eq!(
        slips,
        vec![
            Slip::Unknown { field: "nam".into(), line: 1, column: 6 },
            Slip::Open { line: 3, column: 3 },
            Slip::Unknown { field: String::new(), line: 4, column: 7 },
        ]
    );
    assert_eq!(Template::read("{name {title}").unwrap_err(), vec![Slip::Open { line: 1, column: 1 }]);
    assert_eq!(
        Template::read("{name} and {nam}").unwrap_err(),
        vec![Slip::Unknown { field: "nam".into(), line: 1, column: 12 }]
    );
}

#[test]
fn a_missing_value_is_named_and_never_a_hole() {
    let template = Template::read("{name}, {title}: {deadline}").unwrap();
    let given = values(&[(Field::Name, "Ana"), (Field::Title, "  ")]);
    assert_eq!(template.fill(&given), Err([Field::Title, Field::Deadline].into()));
}

fn content(subject: Localized, body: Localized, audience: Audience) -> Content {
    Content { subject, body, reply_to: None, audience }
}

fn codes(answer: Result<(), Refusal>) -> Vec<(&'static str, String)> {
    let details = answer.map_or_else(|refusal| refusal.details, |()| vec![]);
    details.into_iter().map(|detail| (detail.code, detail.pointer.unwrap_or_default())).collect()
}

#[test]
fn a_letter_is_whole_in_each_of_its_languages_and_asks_only_for_what_its_readers_have() {
    let entrants = || Audience::Entrants(Dossiers::default());
    let chinese = || "zh-Hans".parse::<Language>().unwrap();
    let en = Localized::english;
    let cases = [
        (content(en("On {title}"), en("Dear {name}"), entrants()), vec![]),
        (
            content(en("A\nB"), en(" "), entrants()),
            vec![("one_line_only", "/subject/texts/en"), ("required", "/body/texts/en")],
        ),
        (
            content(en("{x}"), en("{outstanding}"), entrants()),
            vec![("merge_field_unknown", "/subject/texts/en"), ("merge_field_unfit", "/body/texts/en")],
        ),
        (
            content(en("Hello"), en("{title}"), Audience::Judges { panel: PanelId(Uuid::nil()) }),
            vec![("merge_field_unfit", "/body/texts/en")],
        ),
        (
            content(en("Hello").with(chinese(), "您好".into()), en("Text"), entrants()),
            vec![("letter_language_missing", "/body/texts/zh-Hans")],
        ),
        (content(en(&"a".repeat(201)), en("Text"), entrants()), vec![("text_too_long", "/subject/texts/en")]),
    ];
    for (content, expected) in cases {
        let expected: Vec<_> = expected.into_iter().map(|(code, at)| (code, at.to_owned())).collect();
        assert_eq!(codes(content.check()), expected, "{content:?}");
    }
}

#[test]
fn a_reader_gets_one_language_in_both_parts() {
    let tag = |tag: &str| tag.parse::<Language>().unwrap();
    let both = |en: &str, zh: &str| Localized::english(en).with(tag("zh-Hans"), zh.to_owned());
    let letter =
        content(both("Hello", "您好"), both("Text", "正文"), Audience::Entrants(Dossiers::default()));
    for (wanted, given) in [("zh-Hant", "zh-Hans"), ("fr", "en"), ("en", "en")] {
        assert_eq!(letter.version(&tag(wanted)).unwrap().language, tag(given));
    }
}

#[test]
fn filters_look_at_nothing_that_is_not_public() {
    let facts = |stage, labels: &[&'static str], country| Facts {
        stage,
        labels: labels.iter().copied().collect(),
        country,
    };
    let draft = facts(KnownStage::Draft, &[], "CO");
    let plain = facts(KnownStage::Eligible, &[], "CO");
    let winner = facts(KnownStage::Eligible, &["winner", "shortlisted"], "CN");
    let gone = facts(KnownStage::Withdrawn, &[], "CN");
    let all = Dossiers::default;
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<_>>();
    let cases = [
        (all(), [true, true, true, false]),
        (
            Dossiers { stages: [KnownStage::Draft, KnownStage::Withdrawn].into(), ..all() },
            [true, false, false, true],
        ),
        (Dossiers { labels: words(&["winner"]), ..all() }, [false, false, true, false]),
        (Dossiers { unlabelled: true, ..all() }, [false, true, false, false]),
        (Dossiers { unlabelled: true, labels: words(&["winner"]), ..all() }, [false, true, true, false]),
        (Dossiers { countries: words(&["CN"]), ..all() }, [false, false, true, false]),
        (Dossiers { countries: words(&["CO"]), labels: words(&["winner"]), ..all() }, [false; 4]),
    ];
    for (dossiers, expected) in cases {
        let admitted = [&draft, &plain, &winner, &gone].map(|facts| dossiers.admit(facts));
        assert_eq!(admitted, expected, "{dossiers:?}");
    }
}

#[test]
fn a_label_that_is_never_public_finds_nobody_and_is_refused() {
    let label =
        |key: &str, public| Label { key: key.into(), name: Localized::english(key), quota: None, public };
    let labels = [label("winner", true), label("reserve", false)];
    let dossiers = Dossiers {
        labels: ["winner", "reserve", "unknown"].map(str::to_owned).into(),
        countries: ["CN", "China"].map(str::to_owned).into(),
        ..Dossiers::default()
    };
    let found: Vec<_> =
        codes(Audience::Entrants(dossiers).check(&labels)).into_iter().map(|(code, _)| code).collect();
    assert_eq!(found, ["label_never_public", "label_unknown", "country_malformed"]);
}

#[test]
fn a_letter_goes_out_once_and_what_is_held_is_not_changed() {
    let now: Instant = "2026-05-01T12:00:00Z".parse().unwrap();
    let later = now.plus(jiff::SignedDuration::from_secs(60));
    let by = Actor::Person { person: PersonId(Uuid::nil()) };
    let held = State::Held { until: None, leave_out: false, failed: None };
    let sent = State::Sent { at: now, by };
    let withdrawn = State::Withdrawn { at: now, by };
    let hold = |at| Command::Hold { until: Some(Until::Instant { at }), leave_out: true };
    let timed = State::Held { until: Some(Until::Instant { at: later }), leave_out: true, failed: None };
    let cases = [
        (&State::Draft, Command::Change, Ok(&State::Draft)),
        (&State::Draft, hold(later), Ok(&timed)),
        (&State::Draft, hold(now), Err("instant_passed")),
        (&State::Draft, Command::Release, Err("letter_not_held")),
        (&State::Draft, Command::Send, Ok(&sent)),
        (&State::Draft, Command::Withdraw, Ok(&withdrawn)),
        (&held, Command::Change, Err("letter_held")),
        (&held, Command::Release, Ok(&State::Draft)),
        (&timed, Command::Send, Ok(&sent)),
        (&sent, Command::Send, Ok(&sent)),
        (&sent, Command::Change, Err("letter_sent")),
        (&sent, Command::Withdraw, Err("letter_sent")),
        (&sent, hold(later), Err("letter_sent")),
        (&withdrawn, Command::Send, Err("letter_withdrawn")),
        (&withdrawn, Command::Change, Err("letter_withdrawn")),
    ];
    for (state, command, expected) in cases {
        let answer = apply(state, command, by, now).map_err(|refusal| refusal.code);
        assert_eq!(answer, expected.cloned(), "{state:?} {command:?}");
    }
    assert_eq!(apply(&sent, Command::Send, Actor::System, later), Ok(sent), "the first sending stands");
}

#[test]
fn filters_and_states_survive_the_database() {
    let audiences = [
        Audience::Entrants(Dossiers { stages: [KnownStage::Draft].into(), ..Dossiers::default() }),
        Audience::Judges { panel: PanelId(Uuid::nil()) },
    ];
    for audience in audiences {
        let kept = serde_json::to_string(&audience).unwrap();
        assert_eq!(serde_json::from_str::<Audience>(&kept).unwrap(), audience, "{kept}");
    }
    assert!(serde_json::from_str::<Audience>(r#"{"to":"entrants","winners":true}"#).is_err());
    assert_eq!(
        serde_json::from_str::<Audience>(r#"{"to":"entrants"}"#).unwrap(),
        Audience::Entrants(Dossiers::default())
    );
}

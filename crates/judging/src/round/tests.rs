//! Rules of rounds that are sound, and the faults they are refused for.

use super::*;
use crate::cut::Trait;
use crate::rubric::{Anchor, Criterion, Scale};

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn criterion(key: &str) -> Criterion {
    Criterion {
        key: key.into(),
        label: Localized::english(key),
        help: None,
        weight: number("1"),
        optional: false,
        scale: None,
        min_score: None,
        explain_from_below: None,
        explain_from_above: None,
    }
}

fn rules() -> RoundRules {
    RoundRules {
        name: Localized::english("Technical committee"),
        kind: RoundKind::Scoring,
        rubric: Rubric {
            scale: Scale { min: number("0"), max: number("10"), step: number("0.5"), anchors: vec![] },
            criteria: vec![criterion("impact"), criterion("novelty")],
            longest_comment: 4000,
        },
        method: Method::Mean,
        cuts: vec![Cut {
            rule: CutRule::Top { count: 15 },
            ties: Ties::Admitted,
            quotas: vec![],
            label: "shortlisted".into(),
            advances: true,
        }],
        declaration: false,
        conflicts: ConflictRules::default(),
        confirmed_by_two: false,
        minimum_scorecards: 2,
        common_first: 0,
        due: None,
        reminders: Reminders::default(),
    }
}

fn labels() -> Vec<Label> {
    vec![Label {
        key: "shortlisted".into(),
        name: Localized::english("Shortlisted"),
        quota: None,
        public: true,
    }]
}

fn faults(change: impl Fn(&mut RoundRules)) -> Vec<(&'static str, String)> {
    let mut rules = rules();
    change(&mut rules);
    let details = rules.check(&labels()).err().map(|r| r.details).unwrap_or_default();
    details.into_iter().map(|d| (d.code, d.pointer.unwrap_or_default())).collect()
}

#[test]
fn sound_rules_pass() {
    assert_eq!(faults(|_| {}), vec![]);
}

type Case = (&'static str, &'static str, fn(&mut RoundRules));

#[test]
fn each_fault_is_named_at_its_place() {
    let cases: [Case; 21] = [
        ("name_blank", "/rules/name", |r| r.name = Localized::english("  ")),
        ("minimum_scorecards_zero", "/rules/minimum_scorecards", |r| r.minimum_scorecards = 0),
        ("rubric_empty", "/rules/rubric/criteria", |r| r.rubric.criteria.clear()),
        ("rubric_all_optional", "/rules/rubric/criteria", |r| {
            r.rubric.criteria.iter_mut().for_each(|c| c.optional = true);
        }),
        ("criterion_repeated", "/rules/rubric/criteria/1/key", |r| {
            r.rubric.criteria[1] = criterion("impact")
        }),
        ("key_malformed", "/rules/rubric/criteria/0/key", |r| r.rubric.criteria[0].key = "The Impact".into()),
        ("weight_not_positive", "/rules/rubric/criteria/0/weight", |r| {
            r.rubric.criteria[0].weight = number("0");
        }),
        ("threshold_off_scale", "/rules/rubric/criteria/1/min_score", |r| {
            r.rubric.criteria[1].min_score = Some(number("11"));
        }),
        ("scale_empty", "/rules/rubric/scale/max", |r| r.rubric.scale.max = number("0")),
        ("scale_step_does_not_fit", "/rules/rubric/scale/step", |r| r.rubric.scale.step = number("0.3")),
        ("scale_step_does_not_fit", "/rules/rubric/scale/step", |r| r.rubric.scale.step = number("0")),
        ("anchor_off_scale", "/rules/rubric/scale/anchors/0/at", |r| {
            r.rubric.scale.anchors = vec![Anchor { at: number("2.2"), text: Localized::english("Fair") }];
        }),
        ("comment_limit_too_high", "/rules/rubric/longest_comment", |r| r.rubric.longest_comment = 1_000_000),
        ("label_unknown", "/rules/cuts/0/label", |r| r.cuts[0].label = "winner".into()),
        ("label_repeated", "/rules/cuts/1/label", |r| r.cuts.push(r.cuts[0].clone())),
        ("cut_empty", "/rules/cuts/0/rule", |r| r.cuts[0].rule = CutRule::Share { percent: number("101") }),
        ("criterion_missing", "/rules/cuts/0/ties", |r| r.cuts[0].ties = Ties::Broken { by: vec![] }),
        ("tie_criterion_unknown", "/rules/cuts/0/ties/broken/by/0", |r| {
            r.cuts[0].ties = Ties::Broken { by: vec!["beauty".into()] };
        }),
        ("quota_empty", "/rules/cuts/0/quotas/0/most", |r| {
            r.cuts[0].quotas = vec![Quota { by: Trait::Region, least: 2, most: Some(1) }];
        }),
        ("quota_repeated", "/rules/cuts/0/quotas/1/by", |r| {
            r.cuts[0].quotas = vec![Quota { by: Trait::Size, least: 1, most: None }; 2];
        }),
        ("pass_fail_scale", "/rules/rubric/scale", |r| r.kind = RoundKind::PassFail),
    ];
    for (code, pointer, change) in cases {
        assert_eq!(faults(change), vec![(code, pointer.to_owned())]);
    }
}

#[test]
fn a_pairwise_round_takes_guidance_and_lines_and_refuses_what_needs_scores() {
    let pairwise = |change: fn(&mut RoundRules)| {
        faults(|rules| {
            (rules.kind, rules.method) = (RoundKind::Pairwise, Method::BradleyTerry);
            rules.rubric = Rubric { scale: Scale::default(), ..rules.rubric.clone() };
            rules.rubric.criteria[0].weight = Decimal::ZERO;
            change(rules);
        })
    };
    assert_eq!(pairwise(|_| {}), vec![]);
    assert_eq!(pairwise(|r| r.rubric.criteria.clear()), vec![]);
    assert_eq!(pairwise(|r| r.cuts[0].rule = CutRule::Share { percent: number("10") }), vec![]);
    let cases: [Case; 6] = [
        ("method_does_not_fit", "/rules/method", |r| r.method = Method::Adjusted),
        ("method_does_not_fit", "/rules/method", |r| r.method = Method::Mean),
        ("cut_needs_scores", "/rules/cuts/0/rule", |r| {
            r.cuts[0].rule = CutRule::AtLeast { score: number("7") };
        }),
        ("ties_need_scores", "/rules/cuts/0/ties", |r| {
            r.cuts[0].ties = Ties::Broken { by: vec!["impact".into()] };
        }),
        ("threshold_needs_scores", "/rules/rubric/criteria/1/min_score", |r| {
            r.rubric.criteria[1].min_score = Some(number("5"));
        }),
        ("criterion_repeated", "/rules/rubric/criteria/1/key", |r| {
            r.rubric.criteria[1] = criterion("impact");
        }),
    ];
    for (code, pointer, change) in cases {
        assert_eq!(pairwise(change), vec![(code, pointer.to_owned())]);
    }
    assert_eq!(
        faults(|r| r.method = Method::BradleyTerry),
        vec![("method_does_not_fit", "/rules/method".to_owned())]
    );
}

#[test]
fn what_decides_a_round_is_fixed_before_its_first_scorecard() {
    let before = rules();
    let renamed = RoundRules { name: Localized::english("Committee"), ..rules() };
    let reweighted = RoundRules { minimum_scorecards: 3, ..rules() };
    let due = kapok_base::Deadline::new("2026-05-20T23:59:59", "UTC").ok();
    let reminders = Reminders { days_before: vec![7], every_days_after: Some(3) };
    let hurried = RoundRules { due, reminders, ..rules() };
    assert_eq!(hurried.may_replace(&before, true), Ok(()));
    assert_eq!(renamed.may_replace(&before, true), Ok(()));
    assert_eq!(reweighted.may_replace(&before, false), Ok(()));
    assert_eq!(reweighted.may_replace(&before, true).map_err(|r| r.code), Err("round_has_scorecards"));
}

#[test]
fn rules_are_read_from_json_with_numbers_or_strings_and_nothing_unknown() {
    let json = serde_json::to_string(&rules()).unwrap();
    assert!(json.contains(r#""step":"0.5""#));
    assert_eq!(serde_json::from_str::<RoundRules>(&json).unwrap(), rules());
    let numbers = json.replace(r#""step":"0.5""#, r#""step":0.5"#).replace(r#""max":"10""#, r#""max":10"#);
    assert_eq!(serde_json::from_str::<RoundRules>(&numbers).unwrap(), rules());
    assert!(serde_json::from_str::<RoundRules>(&json.replacen('{', r#"{"colour":1,"#, 1)).is_err());
    assert!(
        serde_json::from_str::<RoundRules>(&json.replace(r#""step":"0.5""#, r#""step":"half""#)).is_err()
    );
}

#[test]
fn a_scale_admits_its_points_alone() {
    let scale = Scale { min: number("1"), max: number("3"), step: number("0.5"), anchors: vec![] };
    let points: Vec<_> = scale.points(20).iter().map(ToString::to_string).collect();
    assert_eq!(points, ["1", "1.5", "2.0", "2.5", "3.0"]);
    assert!(scale.points(4).is_empty());
    for (score, admitted) in
        [("1", true), ("1.50", true), ("3", true), ("0.5", false), ("3.5", false), ("1.25", false)]
    {
        assert_eq!(scale.admits(number(score)), admitted, "{score}");
    }
    let odd = Scale {
        min: number("0"),
        max: Decimal::MAX,
        step: number("0.0000000000000000000001"),
        anchors: vec![],
    };
    assert!(!odd.admits(Decimal::MIN));
}

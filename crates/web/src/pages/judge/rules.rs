//! Between the rules of a round and the fields of its form, whose names are the rules' JSON pointers.

use crate::form::Form;
use crate::pages::entrant::names;
use kapok_base::{Decimal, Localized, Refusal};
use kapok_engine::judge::{NewRound, Round};
use kapok_judging::conflict::found::{ConflictRules, FoundGround, Weight};
use kapok_judging::cut::{Cut, CutRule, Quota, Ties, Trait};
use kapok_judging::round::{Method, RoundKind, RoundRules};
use kapok_judging::rubric::{Anchor, Criterion, Rubric, Scale};

/// How many criteria the form offers.
pub(super) const CRITERIA: usize = 12;
/// How many lines the form offers.
pub(super) const CUTS: usize = 3;
/// How many quotas a line offers.
pub(super) const QUOTAS: usize = 2;
/// What quotas tell entries apart by, as the form says it.
pub(super) const TRAITS: [(&str, Trait); 4] = [
    ("region", Trait::Region),
    ("country", Trait::Country),
    ("entity", Trait::Entity),
    ("size", Trait::Size),
];

/// The form of a round as it stands, or of a new one.
pub(super) fn filled(round: Option<&Round>) -> Form {
    let Some(round) = round else {
        return Form::empty()
            .with("rules.rubric.scale.min", 0)
            .with("rules.rubric.scale.max", 10)
            .with("rules.rubric.scale.step", 1)
            .with("rules.minimum_scorecards", 2)
            .with("rules.declaration", "yes")
            .with("rules.kind", "scoring");
    };
    let rules = &round.rules;
    let kind = match rules.kind {
        RoundKind::Scoring => "scoring",
        RoundKind::Hearing => "hearing",
        RoundKind::PassFail => "pass_fail",
        RoundKind::Pairwise => "pairwise",
    };
    let scale = &rules.rubric.scale;
    let anchors: Vec<_> =
        scale.anchors.iter().map(|a| format!("{} = {}", a.at, a.text.text(a.text.original()))).collect();
    let mut form = Form::empty()
        .with("version", round.version)
        .with("panel", round.panel)
        .with("rules.kind", kind)
        .with("rules.method", if rules.method == Method::Adjusted { "adjusted" } else { "mean" })
        .with("rules.minimum_scorecards", rules.minimum_scorecards)
        .with("rules.common_first", rules.common_first)
        .with("rules.declaration", if rules.declaration { "yes" } else { "" })
        .with("rules.confirmed_by_two", if rules.confirmed_by_two { "yes" } else { "" })
        .with("rules.rubric.scale.anchors", anchors.join("\n"));
    if *scale != Scale::default() {
        form = form
            .with("rules.rubric.scale.min", scale.min)
            .with("rules.rubric.scale.max", scale.max)
            .with("rules.rubric.scale.step", scale.step);
    }
    for ground in FoundGround::ALL {
        form = form.with(&conflict(ground), rules.conflicts.weight(ground).as_str());
    }
    form = localized(form, "rules.name", &rules.name);
    for (i, criterion) in rules.rubric.criteria.iter().enumerate() {
        let at = format!("rules.rubric.criteria.{i}");
        form = localized(form, &format!("{at}.label"), &criterion.label);
        if let Some(help) = &criterion.help {
            form = form.with(&format!("{at}.help"), help.text(help.original()));
        }
        form = form
            .with(&format!("{at}.key"), &criterion.key)
            .with(&format!("{at}.optional"), if criterion.optional { "yes" } else { "" });
        if !criterion.weight.is_zero() {
            form = form.with(&format!("{at}.weight"), criterion.weight);
        }
    }
    for (i, cut) in rules.cuts.iter().enumerate() {
        form = with_cut(form, &format!("rules.cuts.{i}"), cut);
    }
    form
}

fn localized(mut form: Form, name: &str, text: &Localized) -> Form {
    for (language, text) in text.iter() {
        form = form.with(&format!("{name}.texts.{language}"), text);
    }
    form
}

fn with_cut(form: Form, at: &str, cut: &Cut) -> Form {
    let (rule, number) = match &cut.rule {
        CutRule::Top { count } => ("top", count.to_string()),
        CutRule::Share { percent } => ("share", percent.to_string()),
        CutRule::AtLeast { score } => ("at_least", score.to_string()),
    };
    let (ties, by) = match &cut.ties {
        Ties::Admitted => ("admitted", String::new()),
        Ties::Referred => ("referred", String::new()),
        Ties::Broken { by } => ("broken", by.join(", ")),
    };
    let mut form = form;
    for (i, quota) in cut.quotas.iter().enumerate() {
        let name = TRAITS.iter().find(|(_, by)| *by == quota.by).map_or("", |(name, _)| name);
        form = form.with(&format!("{at}.quotas.{i}.by"), name);
        if quota.least > 0 {
            form = form.with(&format!("{at}.quotas.{i}.least"), quota.least);
        }
        if let Some(most) = quota.most {
            form = form.with(&format!("{at}.quotas.{i}.most"), most);
        }
    }
    form.with(&format!("{at}.label"), &cut.label)
        .with(&format!("{at}.kind"), rule)
        .with(&format!("{at}.rule"), number)
        .with(&format!("{at}.ties"), ties)
        .with(&format!("{at}.ties.broken.by"), by)
        .with(&format!("{at}.advances"), if cut.advances { "yes" } else { "" })
}

/// The round as it was typed; what the form does not offer stays as it was `before`.
pub(super) fn typed(form: &Form, before: Option<&Round>) -> Result<NewRound, Refusal> {
    let old = before.map(|round| &round.rules);
    let kind = match form.value("rules.kind") {
        "hearing" => RoundKind::Hearing,
        "pass_fail" => RoundKind::PassFail,
        "pairwise" => RoundKind::Pairwise,
        _ => RoundKind::Scoring,
    };
    let scored = kind != RoundKind::Pairwise;
    let rules = RoundRules {
        name: at_rules(names(form, "rules.name", old.map(|r| &r.name)), "rules.name")?,
        kind,
        rubric: Rubric {
            scale: Scale {
                min: figure(form, "rules.rubric.scale.min", scored)?,
                max: figure(form, "rules.rubric.scale.max", scored)?,
                step: figure(form, "rules.rubric.scale.step", scored)?,
                anchors: anchors(form.value("rules.rubric.scale.anchors"))?,
            },
            criteria: criteria(form, old, scored)?,
            longest_comment: old.map_or(4000, |r| r.rubric.longest_comment),
        },
        method: match form.value("rules.method") {
            _ if !scored => Method::BradleyTerry,
            "adjusted" => Method::Adjusted,
            _ => Method::Mean,
        },
        cuts: cuts(form)?,
        minimum_scorecards: form.needed("rules.minimum_scorecards")?,
        common_first: form.parsed("rules.common_first")?.unwrap_or(0),
        declaration: form.holds("rules.declaration", "yes"),
        conflicts: conflicts(form),
        confirmed_by_two: form.holds("rules.confirmed_by_two", "yes"),
        due: old.and_then(|r| r.due.clone()),
        reminders: old.map(|r| r.reminders.clone()).unwrap_or_default(),
    };
    Ok(NewRound { panel: form.needed("panel")?, rules })
}

/// A number that is needed where something is scored, and may be left out elsewhere.
fn figure(form: &Form, field: &str, scored: bool) -> Result<Decimal, Refusal> {
    match scored || form.given(field).is_some() {
        true => form.needed(field),
        false => Ok(Decimal::ZERO),
    }
}

fn conflict(ground: FoundGround) -> String {
    format!("rules.conflicts.{}", ground.as_str())
}

fn conflicts(form: &Form) -> ConflictRules {
    let weight = |ground| {
        let typed = form.value(&conflict(ground));
        Weight::ALL.into_iter().find(|weight| weight.as_str() == typed).unwrap_or_default()
    };
    ConflictRules {
        country: weight(FoundGround::Country),
        entity: weight(FoundGround::Entity),
        email_domain: weight(FoundGround::EmailDomain),
        named: weight(FoundGround::Named),
        earlier: weight(FoundGround::Earlier),
    }
}

/// Names typed under a dotted field are refused at a pointer of it.
fn at_rules(name: Result<Localized, Refusal>, field: &str) -> Result<Localized, Refusal> {
    name.map_err(|refusal| refusal.at(format!("/{}/texts/en", field.replace('.', "/"))))
}

fn anchors(text: &str) -> Result<Vec<Anchor>, Refusal> {
    let wrong = || Refusal::invalid("anchor_malformed").at("/rules/rubric/scale/anchors");
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let anchor = |line: &str| {
        let (at, text) = line.split_once(['=', ':', '：']).ok_or_else(wrong)?;
        let at = at.trim().parse::<Decimal>().map_err(|_| wrong())?;
        Ok(Anchor { at, text: Localized::english(text.trim()) })
    };
    lines.map(anchor).collect()
}

fn criteria(form: &Form, old: Option<&RoundRules>, scored: bool) -> Result<Vec<Criterion>, Refusal> {
    let mut criteria = Vec::new();
    for i in 0..CRITERIA {
        let at = format!("rules.rubric.criteria.{i}");
        let field = |name: &str| format!("{at}.{name}");
        let Some(key) = form.given(&field("key")) else { continue };
        let before = old.and_then(|r| r.rubric.criterion(&key));
        let help = form.given(&field("help")).map(|help| match before.and_then(|b| b.help.clone()) {
            Some(text) if text.text(text.original()) == &help => text,
            _ => Localized::english(&help),
        });
        criteria.push(Criterion {
            label: at_rules(names(form, &field("label"), before.map(|b| &b.label)), &field("label"))?,
            help,
            weight: figure(form, &field("weight"), scored)?,
            optional: form.holds(&field("optional"), "yes"),
            scale: before.and_then(|b| b.scale.clone()),
            min_score: before.and_then(|b| b.min_score),
            explain_from_below: before.and_then(|b| b.explain_from_below),
            explain_from_above: before.and_then(|b| b.explain_from_above),
            key,
        });
    }
    Ok(criteria)
}

fn cuts(form: &Form) -> Result<Vec<Cut>, Refusal> {
    let mut cuts = Vec::new();
    for i in 0..CUTS {
        let at = format!("rules.cuts.{i}");
        let field = |name: &str| format!("{at}.{name}");
        let Some(label) = form.given(&field("label")) else { continue };
        let rule = match form.value(&field("kind")) {
            "share" => CutRule::Share { percent: form.needed(&field("rule"))? },
            "at_least" => CutRule::AtLeast { score: form.needed(&field("rule"))? },
            _ => CutRule::Top { count: form.needed(&field("rule"))? },
        };
        let ties = match form.value(&field("ties")) {
            "referred" => Ties::Referred,
            "broken" => Ties::Broken { by: keys(form.value(&field("ties.broken.by"))) },
            _ => Ties::Admitted,
        };
        let quotas = quotas(form, &at)?;
        cuts.push(Cut { rule, ties, quotas, label, advances: form.holds(&field("advances"), "yes") });
    }
    Ok(cuts)
}

fn keys(text: &str) -> Vec<String> {
    let keys = text.split([',', ';', '，', '、', ' ']).map(str::trim).filter(|key| !key.is_empty());
    keys.map(str::to_owned).collect()
}

fn quotas(form: &Form, at: &str) -> Result<Vec<Quota>, Refusal> {
    let mut quotas = Vec::new();
    for i in 0..QUOTAS {
        let field = |name: &str| format!("{at}.quotas.{i}.{name}");
        let Some((_, by)) = TRAITS.iter().find(|(name, _)| *name == form.value(&field("by"))) else {
            continue;
        };
        let least = form.given(&field("least")).map(|_| form.needed(&field("least"))).transpose()?;
        let most = form.given(&field("most")).map(|_| form.needed(&field("most"))).transpose()?;
        quotas.push(Quota { by: *by, least: least.unwrap_or(0), most });
    }
    Ok(quotas)
}

//! Each ground, at each weight; and what never ties anybody.

use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn entity(n: u128) -> EntityId {
    EntityId(Uuid::from_u128(n))
}

fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn judge() -> KnownJudge {
    KnownJudge {
        name: "lucia fernandez".into(),
        countries: set(&["CO", "ES"]),
        employers: set(&["alcaldia de medellin"]),
        entities: BTreeSet::from([entity(7)]),
        email_domains: set(&["medellin.example"]),
        earlier: BTreeSet::from([entity(1)]),
    }
}

/// An entry that nothing ties to the judge.
fn free() -> KnownEntry {
    KnownEntry {
        country: "DK".into(),
        entity: Some(entity(2)),
        parent: Some(entity(3)),
        names: set(&["copenhagen", "capital region"]),
        email_domains: set(&["kk.example"]),
        text: "gardens that drink the rain by lucia garcia fernandez".into(),
    }
}

fn rules(ground: FoundGround, weight: Weight) -> ConflictRules {
    let mut rules = ConflictRules::default();
    *match ground {
        FoundGround::Country => &mut rules.country,
        FoundGround::Entity => &mut rules.entity,
        FoundGround::EmailDomain => &mut rules.email_domain,
        FoundGround::Named => &mut rules.named,
        FoundGround::Earlier => &mut rules.earlier,
    } = weight;
    rules
}

type Case = (FoundGround, fn(&mut KnownEntry));

const CASES: [Case; 11] = [
    (FoundGround::Country, |e| e.country = "ES".into()),
    (FoundGround::Entity, |e| e.entity = Some(entity(7))),
    (FoundGround::Entity, |e| e.parent = Some(entity(7))),
    (FoundGround::Entity, |e| e.names = set(&["medellin"])),
    (FoundGround::EmailDomain, |e| e.email_domains = set(&["kk.example", "medellin.example"])),
    (FoundGround::Named, |e| e.text = "with lucia fernandez of the university".into()),
    (FoundGround::Named, |e| e.text = "authors fernandez lucia and others".into()),
    (FoundGround::Named, |e| e.text = "lucia fernandez".into()),
    (FoundGround::Earlier, |e| e.entity = Some(entity(1))),
    (FoundGround::Country, |e| e.country = "CO".into()),
    (FoundGround::Entity, |e| e.names = set(&["copenhagen", "alcaldia de medellin"])),
];

#[test]
fn each_ground_is_found_where_it_is_looked_for_and_weighs_what_the_round_says() {
    for (ground, change) in CASES {
        let mut entry = free();
        change(&mut entry);
        for weight in Weight::ALL {
            let found = find(&rules(ground, weight), &judge(), &entry);
            let expected = match weight {
                Weight::Off => vec![],
                Weight::Warn | Weight::Exclude => vec![Found { ground, weight }],
            };
            assert_eq!(found, expected, "{ground:?} {weight:?} {entry:?}");
            let refused = check(&found).map_err(|refusal| refusal.code);
            let expected = if weight == Weight::Exclude { Err("judge_in_conflict") } else { Ok(()) };
            assert_eq!(refused, expected, "{ground:?} {weight:?}");
        }
        let others = FoundGround::ALL.into_iter().filter(|other| *other != ground);
        for other in others {
            assert!(
                find(&rules(other, Weight::Warn), &judge(), &entry).is_empty(),
                "{ground:?} as {other:?}"
            );
        }
    }
}

fn all(weight: Weight) -> ConflictRules {
    ConflictRules { country: weight, entity: weight, email_domain: weight, named: weight, earlier: weight }
}

#[test]
fn nothing_is_found_between_strangers_nor_for_whom_nothing_is_known() {
    assert!(find(&all(Weight::Exclude), &judge(), &free()).is_empty());
    assert!(find(&all(Weight::Exclude), &KnownJudge::default(), &free()).is_empty());
    assert!(find(&all(Weight::Exclude), &judge(), &KnownEntry::default()).is_empty());
    assert!(find(&all(Weight::Exclude), &KnownJudge::default(), &KnownEntry::default()).is_empty());
}

#[test]
fn names_are_found_as_whole_words_and_in_scripts_without_spaces_anywhere() {
    for (name, text, found) in [
        ("wang jun", "written by wang jun", true),
        ("wang jun", "written by wang junior", false),
        ("wang jun", "kwang jun wrote it", false),
        ("王军", "本项目由王军主持", true),
        ("王", "王国", false),
        ("ines", "ines wrote it", false),
        ("", "anything", false),
        ("김민수", "김민수는 시장이다", true),
    ] {
        let judge = KnownJudge { name: name.into(), ..KnownJudge::default() };
        let entry = KnownEntry { text: text.into(), ..KnownEntry::default() };
        assert_eq!(!find(&all(Weight::Warn), &judge, &entry).is_empty(), found, "{name} in {text}");
    }
}

#[test]
fn domains_are_read_from_addresses_and_public_ones_are_left_out() {
    for (address, domain) in [
        ("ana@Medellin.Example", Some("medellin.example")),
        ("ana@mail.medellin.example", Some("mail.medellin.example")),
        ("ana@gmail.com", None),
        ("ana@QQ.com", None),
        ("ana@vip.163.com", None),
        ("ana@mail.ru", None),
        ("ana@yahoo.co.jp", None),
        ("ana@not163.com", Some("not163.com")),
        ("ana", None),
        ("@medellin.example", None),
        ("ana@local", None),
    ] {
        assert_eq!(email_domain(address).as_deref(), domain, "{address}");
    }
}

proptest! {
    #[test]
    fn a_public_domain_never_ties_anybody(
        one in "[a-z0-9.]{1,12}",
        other in "[a-z0-9.]{1,12}",
        sub in prop::option::of("[a-z]{1,8}"),
        at in 0..DOMAINS.len() + PROVIDERS.len(),
        capitals in any::<bool>(),
    ) {
        let domain = match DOMAINS.get(at) {
            Some(domain) => sub.map_or((*domain).to_owned(), |sub| format!("{sub}.{domain}")),
            None => format!("{}.{}", PROVIDERS[at - DOMAINS.len()], sub.unwrap_or("com".to_owned())),
        };
        let domain = if capitals { domain.to_uppercase() } else { domain };
        let domains = |name: &str| email_domain(&format!("{name}@{domain}")).into_iter().collect();
        let judge = KnownJudge { email_domains: domains(&one), ..KnownJudge::default() };
        let entry = KnownEntry { email_domains: domains(&other), ..KnownEntry::default() };
        prop_assert!(find(&all(Weight::Exclude), &judge, &entry).is_empty());
    }
}

//! Who acts in the demonstration.

use kapok_access::Role;
use kapok_base::{Locale, Localized, PersonId, ProgrammeId};
use kapok_engine::people::NewPerson;
use kapok_engine::{Caller, Engine, NewProgramme, Result};

/// A way in for whoever tries the demonstration.
pub struct SignIn {
    /// What one can do with it.
    pub role: &'static str,
    /// The address.
    pub email: &'static str,
    /// The name.
    pub name: &'static str,
}

/// The password of every account of the demonstration. It guards nothing: the demonstration listens to this machine alone.
pub const PASSWORD: &str = "kapok in bloom";

/// One sign-in for each role.
pub const SIGN_INS: &[SignIn] = &[
    SignIn { role: "organiser", email: "organiser@demo.example", name: "Lin Xiaoqing" },
    SignIn { role: "judge", email: "judge@demo.example", name: "Amara Okafor" },
    SignIn { role: "entrant", email: "entrant@demo.example", name: "Ingrid Holm" },
    SignIn { role: "editor", email: "editor@demo.example", name: "Paul Renard" },
    SignIn { role: "auditor", email: "auditor@demo.example", name: "Mei Tanaka" },
    SignIn { role: "administrator", email: "administrator@demo.example", name: "Sam Whitfield" },
];

/// Judges without a sign-in: name, and how severe they are in tenths of a point.
const COMMITTEE: &[(&str, i64)] = &[
    ("Amara Okafor", 0),
    ("Henrik Sørensen", -8),
    ("Lucía Fernández", 6),
    ("Wang Jun", -3),
    ("Fatima Zahra Bennis", 4),
    ("Robert Lindqvist", -12),
    ("Priya Raman", 9),
];
const JURY: &[(&str, i64)] = &[
    ("Dame Ruth Castellan", -4),
    ("Chen Yiwei", 2),
    ("Oluwaseun Adeyemi", 5),
    ("María José Quispe", 0),
    ("Jean-Baptiste Moreau", -6),
];

/// A judge with a temper.
pub(crate) struct Judge {
    pub(crate) person: PersonId,
    /// Added to what the judge would give, in tenths of a point.
    pub(crate) leaning: i64,
}

/// Everybody.
pub(crate) struct Cast {
    pub(crate) programme: ProgrammeId,
    pub(crate) organiser: Caller,
    pub(crate) editor: Caller,
    pub(crate) entrant: PersonId,
    pub(crate) committee: Vec<Judge>,
    pub(crate) jury: Vec<Judge>,
}

impl Cast {
    /// Makes the programme and the accounts.
    pub(crate) async fn assemble(engine: &Engine) -> Result<Self> {
        let system = Caller::system();
        let name = Localized::english("Kapok Award for Urban Innovation")
            .with(Locale::ZhHans.language(), "木棉城市创新奖".to_owned());
        let new = NewProgramme { slug: "kapok-award".to_owned(), name };
        let programme = engine.create_programme(&system, new).await?.id;
        let mut signed = Vec::new();
        for sign_in in SIGN_INS {
            let roles = roles(sign_in.role, programme);
            let id = person(engine, sign_in.name, Some(sign_in.email), roles.clone()).await?;
            signed.push((sign_in.role, id, roles));
        }
        let of = |role: &str| {
            signed.iter().find(|(name, ..)| *name == role).map(|(_, id, roles)| (*id, roles.clone()))
        };
        let caller =
            |role: &str| of(role).map_or_else(Caller::visitor, |(id, roles)| Caller::person(id, roles));
        let visible = of("judge").map(|(id, _)| id);
        Ok(Self {
            programme,
            organiser: caller("organiser"),
            editor: caller("editor"),
            entrant: of("entrant").map_or_else(|| unreachable!("the cast has an entrant"), |(id, _)| id),
            committee: judges(engine, COMMITTEE, visible).await?,
            jury: judges(engine, JURY, None).await?,
        })
    }
}

fn roles(name: &str, programme: ProgrammeId) -> Vec<Role> {
    match name {
        "organiser" => vec![Role::Organiser { programme, edition: None }],
        "editor" => vec![Role::Editor { programme }],
        "auditor" => vec![Role::Auditor { programme, edition: None }],
        "administrator" => vec![Role::Administrator],
        _ => vec![],
    }
}

/// Makes an account; those with an address of their own can sign in.
pub(crate) async fn person(
    engine: &Engine,
    name: &str,
    email: Option<&str>,
    roles: Vec<Role>,
) -> Result<PersonId> {
    let plain: String = name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let new = NewPerson {
        name: name.to_owned(),
        email: email.map_or_else(|| format!("{plain}@demo.example"), str::to_owned),
        locale: Locale::En,
        password: email.map(|_| PASSWORD.to_owned()),
        roles,
    };
    Ok(engine.add_person(&Caller::system(), new).await?.id)
}

/// The judges of a list; the first one is the person who signs in, when there is one.
async fn judges(engine: &Engine, list: &[(&str, i64)], first: Option<PersonId>) -> Result<Vec<Judge>> {
    let mut judges = Vec::new();
    for (at, (name, leaning)) in list.iter().enumerate() {
        let person = match first {
            Some(known) if at == 0 => known,
            _ => person(engine, name, None, vec![]).await?,
        };
        judges.push(Judge { person, leaning: *leaning });
    }
    Ok(judges)
}

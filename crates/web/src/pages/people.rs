//! People and their roles in a programme, an edition or the installation: see, invite, take away.

use super::Page;
use crate::app::App;
use crate::extract::{Id, Pairs};
use crate::fault::{Answer, Fault};
use crate::flash::{Flash, go};
use crate::form::{Choice, Form};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::{Action, Role, RoleName, permit};
use kapok_base::{EditionId, GrantId, Locale, PanelId, PersonId, ProgrammeId, Refusal};
use kapok_engine::people::{HandedLink, Invitation, Member};
use std::collections::BTreeMap;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/people", Action::SeePeople, show)
        .post("/people/invitations", Action::InvitePeople, invite)
        .post("/people/grants/{id}/removal", Action::InvitePeople, remove)
        .post("/people/grants/{id}/link", Action::InvitePeople, hand_over)
        .post("/people/{id}/reset-link", Action::ManagePeople, hand_over_reset)
}

/// Where people hold roles: the installation, a programme, one of its editions.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    /// Its name in the page's address.
    key: String,
    label: String,
    programme: Option<ProgrammeId>,
    edition: Option<EditionId>,
}

/// A member as a row of the table.
struct Row {
    grant: GrantId,
    person: PersonId,
    name: String,
    email: String,
    role: String,
    waits: bool,
    since: String,
    removable: bool,
}

#[derive(Template)]
#[template(path = "people/people.html")]
struct PeoplePage {
    view: View,
    form: Form,
    places: Vec<Place>,
    here: Place,
    rows: Vec<Row>,
    offers: Vec<Choice>,
    /// Whether the reader may hand over new passwords.
    resets: bool,
    /// A link to hand over, this once.
    handed: Option<Handed>,
}

/// A link that was just made, with whom it is for.
struct Handed {
    made: HandedLink,
    name: String,
}

impl PeoplePage {
    fn languages(&self) -> Vec<Choice> {
        let choice = |l: Locale| Choice { value: l.tag().to_owned(), label: l.own_name().to_owned() };
        Locale::ALL.into_iter().map(choice).collect()
    }

    fn is_here(&self, place: &Place) -> bool {
        place.key == self.here.key
    }
}

/// The places that the caller reaches, and the names of editions and panels in them.
struct Known {
    places: Vec<Place>,
    editions: BTreeMap<EditionId, (ProgrammeId, String)>,
    panels: BTreeMap<PanelId, (EditionId, String)>,
}

async fn known(app: &App, view: &View) -> Answer<Known> {
    let (engine, caller) = (app.engine(), &view.caller);
    let mut places = Vec::new();
    let everywhere = caller.is(RoleName::Administrator);
    if everywhere {
        let label = view.say("people-installation");
        places.push(Place { key: "installation".to_owned(), label, programme: None, edition: None });
    }
    let seen = permit(caller, Action::SeePeople)?;
    for programme in engine.list_programmes(caller).await? {
        if seen.scope().covers_programme(programme.id) {
            let (key, label) = (format!("programme-{}", programme.id), view.text(&programme.name).to_owned());
            places.push(Place { key, label, programme: Some(programme.id), edition: None });
        }
    }
    let (mut editions, mut panels) = (BTreeMap::new(), BTreeMap::new());
    for edition in engine.list_whole_editions(caller).await? {
        let label = view.text(&edition.name).to_owned();
        for found in engine.list_panels(caller, edition.id).await? {
            panels.insert(found.panel.id, (edition.id, view.text(&found.panel.name).to_owned()));
        }
        editions.insert(edition.id, (edition.programme, label.clone()));
        let (key, programme) = (format!("edition-{}", edition.id), Some(edition.programme));
        places.push(Place { key, label, programme, edition: Some(edition.id) });
    }
    Ok(Known { places, editions, panels })
}

impl Known {
    /// The roles that can be offered at a place.
    fn offers(&self, view: &View, here: &Place) -> Vec<Choice> {
        let mut roles = Vec::new();
        match (here.programme, here.edition) {
            (None, _) => roles.extend([Role::Administrator, Role::Researcher]),
            (Some(programme), None) => {
                let edition = None;
                roles.extend([
                    Role::Organiser { programme, edition },
                    Role::Editor { programme },
                    Role::Auditor { programme, edition },
                ]);
            }
            (Some(programme), Some(edition)) => {
                let mine = self.panels.iter().filter(|(_, (of, _))| *of == edition);
                roles.extend(mine.map(|(panel, _)| Role::Judge { programme, edition, panel: *panel }));
                let edition = Some(edition);
                roles.extend([Role::Organiser { programme, edition }, Role::Auditor { programme, edition }]);
            }
        }
        let choice = |role: Role| Choice {
            value: serde_json::to_string(&role).unwrap_or_default(),
            label: self.named(view, &role),
        };
        roles.into_iter().map(choice).collect()
    }

    /// A role with its place in words, as far as the page's own place does not say it.
    fn named(&self, view: &View, role: &Role) -> String {
        let name = view.say(&format!("role-{}", role.name().as_str()));
        let place = match role {
            Role::Judge { panel, .. } => self.panels.get(panel).map(|(_, label)| label.clone()),
            Role::Organiser { edition: Some(edition), .. } | Role::Auditor { edition: Some(edition), .. } => {
                self.editions.get(edition).map(|(_, label)| label.clone())
            }
            _ => None,
        };
        match place {
            Some(place) => view.say_with("people-role-at", &[("role", name.into()), ("place", place.into())]),
            None => name,
        }
    }
}

async fn page(app: &App, view: View, key: &str, form: Form) -> Answer<PeoplePage> {
    let known = known(app, &view).await?;
    let first = || known.places.iter().find(|place| place.programme.is_some()).or(known.places.first());
    let here = match key {
        "" => first(),
        key => known.places.iter().find(|place| place.key == key),
    };
    let here = here.cloned().ok_or_else(Fault::not_found)?;
    let members = match here.programme {
        Some(programme) => app.engine().list_people(&view.caller, programme, here.edition).await?,
        None => app.engine().list_installation_people(&view.caller).await?,
    };
    let inviting = permit(&view.caller, Action::InvitePeople).ok();
    let may = |m: &Member| inviting.is_some() && m.email.is_some();
    let row = |member: Member| Row {
        grant: member.grant,
        person: member.person,
        removable: may(&member),
        role: known.named(&view, &member.role),
        waits: member.accepted_at.is_none(),
        since: view.date(member.accepted_at.unwrap_or(member.granted_at)),
        name: member.name,
        email: member.email.unwrap_or_default(),
    };
    let rows: Vec<Row> = members.into_iter().map(row).collect();
    let reaches = |here: &Place| match (&inviting, here.programme, here.edition) {
        (Some(permit), Some(programme), None) => permit.scope().covers_programme(programme),
        (Some(permit), Some(programme), Some(edition)) => permit.scope().covers_edition(programme, edition),
        (Some(permit), None, _) => permit.scope().everywhere,
        (None, ..) => false,
    };
    let offers = if reaches(&here) { known.offers(&view, &here) } else { Vec::new() };
    let resets = view.caller.is(RoleName::Administrator);
    Ok(PeoplePage { form, places: known.places, here, rows, offers, resets, handed: None, view })
}

async fn show(State(app): State<App>, view: View, pairs: Pairs) -> Answer {
    let key = pairs.first("in").unwrap_or_default().to_owned();
    let form = Form::empty().with("locale", view.locale.tag());
    Ok(Page(page(&app, view, &key, form).await?).into_response())
}

async fn invite(State(app): State<App>, view: View, form: Form) -> Answer {
    let key = form.value("in").to_owned();
    let invited = async {
        let role: Role = serde_json::from_str(form.value("role"))
            .map_err(|_| Refusal::invalid("role_unknown").at("/role"))?;
        let invitation = Invitation {
            email: form.value("email").to_owned(),
            name: form.value("name").to_owned(),
            locale: Locale::for_tag(form.value("locale")).unwrap_or_default(),
            role,
        };
        app.engine().invite(&view.caller, invitation).await
    };
    match invited.await {
        Ok(member) => {
            let email = member.email.unwrap_or_default();
            Ok(Flash::good("people-invited").with("email", email).to(&format!("/people?in={key}")))
        }
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(page(&app, view, &key, form).await?).refused().into_response())
        }
    }
}

async fn remove(State(app): State<App>, view: View, Id(grant): Id<GrantId>, form: Form) -> Answer {
    let key = form.value("in").to_owned();
    let back = format!("/people?in={key}");
    match app.engine().revoke_role(&view.caller, grant).await {
        Ok(()) => Ok(Flash::good("people-removed").to(&back)),
        // Pressed twice: it is gone already.
        Err(kapok_engine::Error::NotFound) => Ok(go(&back)),
        Err(error) => {
            let form = Form::empty().with("locale", view.locale.tag()).refused(error, &view)?;
            Ok(Page(page(&app, view, &key, form).await?).refused().into_response())
        }
    }
}

async fn hand_over(State(app): State<App>, view: View, Id(grant): Id<GrantId>, form: Form) -> Answer {
    let made = app.engine().hand_over_invitation(&view.caller, grant).await;
    handed(&app, view, &form, made, |row| row.grant == grant).await
}

async fn hand_over_reset(State(app): State<App>, view: View, Id(person): Id<PersonId>, form: Form) -> Answer {
    let made = app.engine().hand_over_reset(&view.caller, person).await;
    handed(&app, view, &form, made, |row| row.person == person).await
}

/// The page with the link on it, this once: no address leads to it again.
async fn handed(
    app: &App,
    view: View,
    form: &Form,
    made: Result<HandedLink, kapok_engine::Error>,
    is_theirs: impl Fn(&Row) -> bool,
) -> Answer {
    let key = form.value("in").to_owned();
    let empty = Form::empty().with("locale", view.locale.tag());
    match made {
        Ok(made) => {
            let page = page(app, view, &key, empty).await?;
            let name = page.rows.iter().find(|row| is_theirs(row)).map(|row| row.name.clone());
            let handed = Some(Handed { made, name: name.unwrap_or_default() });
            Ok(Page(PeoplePage { handed, ..page }).into_response())
        }
        Err(error) => {
            let form = empty.refused(error, &view)?;
            Ok(Page(page(app, view, &key, form).await?).refused().into_response())
        }
    }
}

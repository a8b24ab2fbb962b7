//! The public's pages of editions: which there are, what is asked, until when.

use super::Page;
use super::cases::address;
use super::field::FieldView;
use crate::app::App;
use crate::extract::Id;
use crate::fault::Answer;
use crate::labels;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::EditionId;
use kapok_engine::Programme;
use kapok_engine::homes::{Announcing, EditionFigures, Winners};
use kapok_engine::remember::Hit;
use kapok_engine::submit::{EditionView, PublicEdition};
use kapok_submission::Module;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/editions", Action::SeeAwards, list).get("/editions/{id}", Action::SeeAwards, show)
}

#[derive(Template)]
#[template(path = "submit/editions.html")]
struct EditionsPage {
    view: View,
    programmes: Vec<(Programme, Vec<PublicEdition>)>,
}

async fn list(State(app): State<App>, view: View) -> Answer {
    let engine = app.engine();
    let editions = engine.list_editions(&view.caller, None).await?;
    let programmes = engine.list_programmes(&view.caller).await?.into_iter().map(|programme| {
        let of = editions.iter().filter(|edition| edition.programme == programme.id).cloned().collect();
        (programme, of)
    });
    let programmes = programmes.collect();
    Ok(Page(EditionsPage { view, programmes }).into_response())
}

#[derive(Template)]
#[template(path = "submit/edition.html")]
struct EditionPage {
    view: View,
    edition: PublicEdition,
    programme: Programme,
    /// Whether the reader can see it as its organisers do.
    runs: bool,
    /// Who won, as far as that is public.
    winners: Option<Winners>,
    /// Its figures, once all of it has been announced.
    figures: Option<EditionFigures>,
}

impl EditionPage {
    fn fields(&self, module: &Module) -> Vec<FieldView> {
        module.fields.iter().map(|field| FieldView::of(&self.view, field)).collect()
    }

    fn country(&self, code: &str) -> String {
        labels::country(self.view.locale, code)
    }

    fn place(&self, hit: &Hit) -> String {
        labels::line(self.view.locale, hit)
    }

    fn outcome(&self, hit: &Hit) -> Option<String> {
        labels::outcome(self.view.locale, hit)
    }

    /// The library narrowed to this edition's cases.
    fn cases(&self) -> String {
        let named = self.edition.library_names().into_iter().map(|name| ("edition".to_owned(), name));
        address("/cases", &named.collect::<Vec<_>>())
    }

    fn kinds(&self) -> String {
        let kinds = super::choices::of_kinds(&self.view, &self.edition.eligibility.entity_kinds);
        let labels: Vec<String> = kinds.into_iter().map(|kind| kind.label).collect();
        labels.join(&self.view.say("list-separator"))
    }
}

async fn show(State(app): State<App>, view: View, Id(id): Id<EditionId>) -> Answer {
    let engine = app.engine();
    let (edition, runs) = match engine.get_edition(&view.caller, id).await? {
        EditionView::Organiser(edition) => (PublicEdition::of(*edition, engine.clock().now()), true),
        EditionView::Public(edition) => (*edition, false),
    };
    let programme = engine.get_programme(&view.caller, edition.programme).await?;
    // Organisers read here what everybody reads: a draft has nothing to tell.
    let is_public = app.engine().list_editions(&view.caller, Some(edition.programme)).await?;
    let (winners, figures) = match is_public.iter().any(|public| public.id == id) {
        true => {
            let announcing = engine.winners(&view.caller, &edition, &view.locale.language()).await?;
            let winners = announcing.map(|announcing| Winners { edition: edition.clone(), announcing });
            (winners, engine.edition_figures(&view.caller, id).await?)
        }
        false => (None, None),
    };
    Ok(Page(EditionPage { view, edition, programme, runs, winners, figures }).into_response())
}

//! Copying an edition as a rehearsal, and wiping one: two forms on the edition's own page.

use super::Page;
use super::setup;
use crate::app::App;
use crate::extract::Id;
use crate::fault::Answer;
use crate::flash::Flash;
use crate::form::Form;
use crate::routes::Routes;
use crate::view::View;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::EditionId;
use kapok_engine::submit::Rehearsal;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.post("/organise/editions/{id}/rehearsals", Action::Rehearse, copy).post(
        "/organise/editions/{id}/wipe",
        Action::Rehearse,
        wipe,
    )
}

async fn copy(State(app): State<App>, view: View, Id(id): Id<EditionId>, form: Form) -> Answer {
    let copied = async {
        let shift_days = form.parsed("shift_days")?.unwrap_or(0);
        let asked = Rehearsal { shift_days, dossiers: form.holds("dossiers", "yes") };
        app.engine().copy_as_rehearsal(&view.caller, id, asked, None).await
    };
    match copied.await {
        Ok(copied) => {
            let address = format!("/organise/editions/{}", copied.edition.id);
            Ok(Flash::good("rehearsal-copied").to(&address))
        }
        Err(error) => {
            let form = named(form.refused(error, &view)?);
            let mut page = setup::page(&app, view, id).await?;
            page.rehearsal = form;
            Ok(Page(page).refused().into_response())
        }
    }
}

/// A form that was sent without its field shows the field with nothing to shift.
fn named(form: Form) -> Form {
    if form.value("shift_days").is_empty() { form.with("shift_days", 0) } else { form }
}

async fn wipe(State(app): State<App>, view: View, Id(id): Id<EditionId>) -> Answer {
    app.engine().wipe_rehearsal(&view.caller, id).await?;
    Ok(Flash::good("rehearsal-wiped").to("/organise"))
}

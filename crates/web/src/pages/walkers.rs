//! For programs that walk the web: where the cases are, and what is not worth walking.

use crate::app::App;
use crate::fault::{Answer, Fault};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_engine::remember::Listed;

/// Cases in a part: with the library's own page, the 50,000 addresses that the protocol of sitemaps allows.
const PART: u64 = 49_999;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/robots.txt", Action::ReadLibrary, robots)
        .get("/sitemap.xml", Action::ReadLibrary, sitemap)
        .get("/sitemap/{part}", Action::ReadLibrary, part)
}

/// Files and answers to questions are for people who ask; there is no end of them.
async fn robots(State(app): State<App>) -> Answer {
    let site = &app.engine().config().public_url;
    let text = format!(
        "User-agent: *\nDisallow: /api/\nDisallow: /cases?\nDisallow: /cases.atom\nDisallow: /sign-in\n\nSitemap: {site}/sitemap.xml\n"
    );
    Ok(([(CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}

#[derive(Template)]
#[template(path = "library/sitemap.xml")]
struct Sitemap {
    site: String,
    parts: u64,
}

async fn sitemap(State(app): State<App>, view: View) -> Answer {
    let cases = app.engine().count_public_cases(&view.caller).await?;
    xml(&Sitemap { site: app.engine().config().public_url.clone(), parts: parts(cases) })
}

fn parts(cases: u64) -> u64 {
    cases.div_ceil(PART).max(1)
}

#[derive(Template)]
#[template(path = "library/sitemap_part.xml")]
struct SitemapPart {
    site: String,
    cases: Vec<Listed>,
}

async fn part(State(app): State<App>, view: View, Path(part): Path<String>) -> Answer {
    let number: u64 = part.parse().map_err(|_| Fault::not_found())?;
    let before = number.checked_sub(1).and_then(|before| before.checked_mul(PART));
    let before = before.filter(|before| i64::try_from(*before).is_ok()).ok_or_else(Fault::not_found)?;
    let cases = app.engine().list_public_cases(&view.caller, before, PART).await?;
    if cases.is_empty() && number > 1 {
        return Err(Fault::not_found());
    }
    xml(&SitemapPart { site: app.engine().config().public_url.clone(), cases })
}

fn xml(template: &impl Template) -> Answer {
    let text = template.render().map_err(Fault::internal)?;
    Ok(([(CONTENT_TYPE, "application/xml; charset=utf-8")], text).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_holds_fifty_thousand_addresses_and_there_is_always_one() {
        for (cases, expected) in [(0, 1), (1, 1), (49_999, 1), (50_000, 2), (1_000_000, 21)] {
            assert_eq!(parts(cases), expected);
        }
    }
}

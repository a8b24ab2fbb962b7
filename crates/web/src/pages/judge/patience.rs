//! Pages whose figures may take seconds after a scorecard has changed: they wait a moment, else say that the figures are being
//! worked out and ask again. What is being worked out goes on meanwhile and is kept by the engine.

use crate::extract::Pairs;
use crate::fault::{Answer, Fault};
use crate::pages::Page;
use crate::view::View;
use askama::Template;
use axum::response::IntoResponse;
use kapok_engine::judge::is_figuring;
use std::time::Duration;
use tokio::task::JoinHandle;

/// How long the first look waits. Every further one waits four times as long, so that a slow machine comes to an end too.
const FIRST: Duration = Duration::from_millis(120);
/// After the first wait, how often it is asked whether figures are what is waited for.
const NEXT: Duration = Duration::from_millis(20);
/// Looks after which the wait grows no more: about eight seconds.
const LOOKS: u32 = 3;

#[derive(Template)]
#[template(path = "judge/working.html")]
struct WorkingPage {
    view: View,
    /// Where the page is found when asked again.
    again: String,
    /// Seconds until it asks by itself; longer where a message is to be read first.
    seconds: u32,
}

/// The page, or word that it is being worked out.
pub(super) fn soon<T, F>(
    view: View,
    pairs: &Pairs,
    page: F,
) -> impl Future<Output = Answer> + Send + use<T, F>
where
    T: IntoResponse + Send + 'static,
    F: Future<Output = Answer<T>> + Send + 'static,
{
    let looks = pairs.first("look").and_then(|look| look.parse().ok()).unwrap_or(0).min(LOOKS);
    // Made into a response where it is figured: rendering takes its time as well.
    let page = tokio::spawn(async { page.await.map(IntoResponse::into_response) });
    wait(view, looks, page, is_figuring)
}

async fn wait(
    view: View,
    looks: u32,
    mut page: JoinHandle<Answer>,
    is_figuring: impl Fn() -> bool + Send,
) -> Answer {
    let mut patience = FIRST * 4u32.pow(looks);
    loop {
        match tokio::time::timeout(patience, &mut page).await {
            Ok(done) => return done.map_err(Fault::internal)?,
            // What is only read is soon there.
            Err(_) if !is_figuring() => patience = NEXT,
            Err(_) => break,
        }
    }
    let again = again(&view.path, looks + 1);
    let seconds = if view.flash.is_some() { 5 } else { 1 };
    Ok(Page(WorkingPage { view, again, seconds }).into_response())
}

/// The address with the number of the next look.
fn again(path: &str, look: u32) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let others = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("look="));
    let look = format!("look={look}");
    let pairs: Vec<&str> = others.chain([look.as_str()]).collect();
    format!("{path}?{}", pairs.join("&"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use kapok_base::Locale;

    async fn body(
        page: impl Future<Output = Answer<&'static str>> + Send + 'static,
        figuring: bool,
    ) -> String {
        let view = View::visitor(Locale::En, "/organise/rounds/1/standings?from=300&look=1");
        let page = tokio::spawn(async { page.await.map(IntoResponse::into_response) });
        let answer = wait(view, 0, page, move || figuring).await.unwrap();
        String::from_utf8(to_bytes(answer.into_body(), 100_000).await.unwrap().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn a_page_that_is_ready_is_shown_and_another_asks_again() {
        assert_eq!(body(async { Ok("figures") }, true).await, "figures");
        let waiting = body(std::future::pending(), true).await;
        assert!(waiting.contains("http-equiv=\"refresh\""), "{waiting}");
        assert!(waiting.contains("/organise/rounds/1/standings?from=300&#38;look=1"), "{waiting}");
    }

    #[tokio::test]
    async fn what_is_only_read_is_waited_for() {
        let slow = async {
            tokio::time::sleep(FIRST * 2).await;
            Ok("figures")
        };
        assert_eq!(body(slow, false).await, "figures");
    }

    #[tokio::test]
    async fn a_page_that_fails_fails_as_it_would_by_itself() {
        let view = View::visitor(Locale::En, "/");
        let failed = tokio::spawn(async { Err(Fault::not_found()) });
        let failed = wait(view, 0, failed, || true).await;
        assert_eq!(failed.unwrap_err().kind, crate::fault::Kind::NotFound);
    }

    #[test]
    fn the_address_keeps_what_was_chosen() {
        for (path, look, said) in [
            ("/a", 1, "/a?look=1"),
            ("/a?look=1", 2, "/a?look=2"),
            ("/a?balance=1&look=2&from=3", 3, "/a?balance=1&from=3&look=3"),
        ] {
            assert_eq!(again(path, look), said);
        }
    }
}

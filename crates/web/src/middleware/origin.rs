//! Whether a request that changes something comes from our own pages: another site must not ride on a session.

use crate::fault::{Fault, Kind};
use crate::view::View;
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, HOST, ORIGIN};
use axum::http::{HeaderMap, Method};

/// Refuses what another site sends on behalf of somebody's browser. Programs with a token are not browsers.
///
/// Browsers say where a request comes from (`Sec-Fetch-Site`, or at least `Origin`). One that says nothing may only
/// send forms, which carry the session's own mark.
pub(super) fn check(request: &Request, view: &View) -> Result<(), Fault> {
    let headers = request.headers();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || headers.contains_key(AUTHORIZATION) {
        return Ok(());
    }
    let ours = match (text(headers, "sec-fetch-site"), text(headers, ORIGIN.as_str())) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => is_host(origin, text(headers, HOST.as_str()).unwrap_or_default()),
        (None, None) => view.viewer.is_none() || !request.uri().path().starts_with("/api/"),
    };
    if ours { Ok(()) } else { Err(Fault::new(Kind::Forgery)) }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"))
}

fn is_host(origin: &str, host: &str) -> bool {
    origin.split_once("://").is_some_and(|(_, authority)| !host.is_empty() && authority == host)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use axum::body::Body;
    use kapok_base::Locale;

    #[test]
    fn only_our_own_pages_and_programs_change_anything() {
        let cases: [(&[(&str, &str)], bool); 8] = [
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "cross-site"), ("origin", "http://kapok.example")], false),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("origin", "http://kapok.example")], true),
            (&[("origin", "http://evil.example")], false),
            (&[("origin", "null")], false),
            (&[("origin", "http://evil.example"), ("authorization", "Bearer x")], true),
            (&[], true),
        ];
        for (headers, passes) in cases {
            let mut request = Request::post("/people").header("host", "kapok.example");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let request = request.body(Body::empty()).unwrap();
            assert_eq!(check(&request, &View::visitor(Locale::En, "/")).is_ok(), passes, "{headers:?}");
        }
    }
}

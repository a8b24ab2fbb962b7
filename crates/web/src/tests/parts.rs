//! Every part of `ui.html` rendered once: what is wrong stands at its field, what was typed stays, nothing escapes.

use crate::{Choice, Form, View};
use askama::Template;
use kapok_base::{Deadline, Instant, Locale, Refusal};

#[derive(Template)]
#[template(path = "test/parts.html")]
struct Parts {
    view: View,
    form: Form,
    options: Vec<Choice>,
    deadline: Deadline,
    at: Instant,
}

#[test]
fn a_refused_form_shows_what_was_typed_and_each_error_at_its_field() {
    let view = View::visitor(Locale::En, "/parts");
    let details = vec![
        Refusal::invalid("too_long").at("/answers/title").with("limit", 20_i64),
        Refusal::invalid("required").at("/email"),
    ];
    let refusal = Refusal::gather("invalid_form", details).unwrap_err();
    let typed = Form::empty().with("answers.title", "</textarea><b>Water & \"light\"").with("country", "PE");
    let option = |value: &str, label: &str| Choice { value: value.to_owned(), label: label.to_owned() };
    let page = Parts {
        form: typed.refused(refusal, &view).unwrap(),
        options: vec![option("CN", "China"), option("PE", "Peru")],
        deadline: Deadline::new("2026-11-30T23:59:59", "Asia/Shanghai").unwrap(),
        at: "2026-11-30T08:00:00Z".parse().unwrap(),
        view,
    };
    let html = page.render().unwrap();
    for part in [
        "aria-describedby=\"email-error email-help\" aria-invalid=\"true\"",
        "id=\"email-error\"",
        "<a href=\"#answers.title\">This is too long: at most 20 characters.</a>",
        "&#60;/textarea&#62;&#60;b&#62;Water &#38; &#34;light&#34;</textarea>",
        "<option value=\"PE\" selected>Peru</option>",
        "<time datetime=\"2026-11-30T15:59:59Z\"",
        "30 November 2026, 23:59:59 (UTC+8)",
        "<td data-label=\"Score\" class=\"number\">7.1</td>",
    ] {
        assert!(html.contains(part), "{part} is not in:\n{html}");
    }
    assert!(!html.contains("style=") && !html.contains('⟨'), "{html}");
}

//! Generated files that are committed are what would be generated now.

#[test]
fn the_committed_api_document_is_fresh() {
    let committed = include_str!("../../docs/openapi.json");
    let generated = kapok_web::document().to_pretty_json().unwrap() + "\n";
    assert!(committed == generated, "run: cargo run -- openapi > docs/openapi.json");
}

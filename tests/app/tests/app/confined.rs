//! What the page may not do, whatever gets into it.
use kakou_app_tests::{County, Window};
use serde_json::json;

#[tokio::test]
async fn the_page_has_its_commands_and_nothing_else_of_the_shell() {
    let tablet = tempfile::tempdir().unwrap();
    let window = Window::open(tablet.path()).await;
    for (command, args) in [
        ("plugin:window|close", json!({ "label": "main" })),
        ("plugin:event|emit", json!({ "event": "data-changed" })),
        ("plugin:dialog|save", json!({ "options": {} })),
        ("plugin:webview|create_webview_window", json!({})),
        ("plugin:path|resolve_directory", json!({ "directory": 1 })),
    ] {
        let said = window.refused(command, args).await;
        assert!(said.contains("not allowed"), "{command}: {said}");
    }
}

#[tokio::test]
async fn the_page_reaches_no_network_and_runs_no_text_as_code() {
    let county = County::found().await;
    let server = county.serve().await;
    let tablet = tempfile::tempdir().unwrap();
    let window = Window::open(tablet.path()).await;
    let fetch = "const [url, done] = arguments;
        fetch(url, { mode: 'no-cors' }).then(() => done('reached'), () => done('refused'));";
    let url = json!(format!("{}/healthz", server.url));
    let said = window.client.execute_async(fetch, vec![url]).await;
    assert_eq!(said.unwrap(), "refused");
    let run = "const [done] = arguments;
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.head.append(script);
        done(window.ran === true)";
    let ran = window.client.execute_async(run, Vec::new()).await;
    assert_eq!(ran.unwrap(), false);
}

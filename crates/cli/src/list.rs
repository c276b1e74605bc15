//! `kakou status`, `verify`, `visits`, `export`, `sites`, `rebuild`.

use std::process::ExitCode;

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};
use kakou_store::Store;
use kakou_store::views::SiteFilter;

use crate::after::AfterVerb;
use crate::args::SiteArgs;
use crate::error::CliError;
use crate::export::ExportArgs;
use crate::print;
use crate::visits::{Form, VisitArgs, list};

/// Rows that are read at once.
const STEP: usize = 200;

pub(crate) fn status(store: &Store, json: bool) -> Result<ExitCode, CliError> {
    let status = store.status()?;
    if json {
        print::json(&status)?;
        return Ok(ExitCode::SUCCESS);
    }
    let or_none = |text: Option<String>| text.unwrap_or_else(|| "—".to_owned());
    print::line(&format!("author        {}", status.author))?;
    print::line(&format!("name          {}", or_none(status.name)))?;
    print::line(&format!("server        {}", or_none(status.server)))?;
    print::line(&format!(
        "journal       {} ({} confirmed)",
        status.seq, status.acknowledged
    ))?;
    print::line(&format!("to be sent    {}", status.pending))?;
    print::line(&format!(
        "photos        {} to be sent ({})",
        status.files.files,
        HumanBytes(status.files.bytes)
    ))?;
    print::line(&format!("drafts        {}", status.drafts))?;
    print::line(&format!("last contact  {}", or_none(status.last_contact)))?;
    if let Some(drift) = status.clock_drift_ms {
        print::line(&format!("clock drift   {drift} ms"))?;
    }
    for one in status.set_aside {
        print::line(&format!("set aside     entry {}: {}", one.seq, one.code))?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn verify(store: &Store, json: bool) -> Result<ExitCode, CliError> {
    let report = store.verify()?;
    if json {
        print::json(&report)?;
    } else {
        for one in &report.journals {
            let journal = format!("{} {}", one.author, one.name);
            match &one.bad {
                None => print::line(&format!("ok   {journal}  {} entries", one.entries))?,
                Some(bad) => eprintln!("BAD  {journal}  entry {}: {} ", bad.seq, bad.code),
            }
        }
    }
    Ok(if report.ok {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

pub(crate) fn visits(store: &Store, args: &VisitArgs, json: bool) -> Result<ExitCode, CliError> {
    let form = if json { Form::Json } else { Form::Text };
    list(store, args, form, &mut std::io::stdout().lock())?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn export(store: &Store, args: &ExportArgs, json: bool) -> Result<ExitCode, CliError> {
    let written = crate::export::export(store, args)?;
    if json {
        print::json(&written)?;
    } else {
        print::line(&written.text())?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn after(store: &Store, verb: &AfterVerb, json: bool) -> Result<ExitCode, CliError> {
    let form = if json { Form::Json } else { Form::Text };
    verb.run(store, form, &mut std::io::stdout().lock())?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn sites(store: &Store, args: &SiteArgs, json: bool) -> Result<ExitCode, CliError> {
    let filter = SiteFilter {
        search: args.search.clone(),
        ..SiteFilter::default()
    };
    let mut array = if json {
        Some(print::Array::begin()?)
    } else {
        None
    };
    let mut after = None;
    loop {
        let page = store.sites(&filter, after.as_deref(), STEP)?;
        for row in &page.rows {
            match &mut array {
                Some(array) => array.push(row)?,
                None => print::line(&format!(
                    "{}  {}  {}  {}",
                    row.id, row.name, row.township, row.division_name
                ))?,
            }
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    if let Some(array) = array {
        array.end()?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn rebuild(store: &Store) -> Result<ExitCode, CliError> {
    store.drop_projections()?;
    catch_up(store)?;
    print::line("rebuilt")?;
    Ok(ExitCode::SUCCESS)
}

/// Brings the projections up to date: after another version's fold, or a rebuild that was cut off.
pub(crate) fn catch_up(store: &Store) -> Result<(), CliError> {
    let all = store.status()?.projection_lag;
    if all == 0 {
        store.tidy()?;
        store.check_daily()?;
        return Ok(());
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len}");
    let bar = ProgressBar::new(all);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    loop {
        let left = store.project_pending()?;
        bar.set_position(all.saturating_sub(left));
        if left == 0 {
            break;
        }
    }
    bar.finish_and_clear();
    Ok(())
}

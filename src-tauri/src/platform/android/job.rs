//! The sync while the app is closed: the one function that Kotlin calls (`SyncRun.kt`).

use std::path::Path;
use std::time::Duration;

use jni::errors::{Error, ThrowRuntimeExAndDefault};
use jni::objects::{JObject, JString};
use jni::sys::{jboolean, jint};
use jni::{Env, EnvUnowned, jni_sig, jni_str};
use kakou_sync::{LONGEST_JOB, Network, Next, run_job};

/// Between two looks at whether the system wants its job back.
const LOOK: Duration = Duration::from_millis(200);

/// Syncs the data folder and answers a [`Next`]. `unmetered` says that the job was started on a
/// network that costs nothing. Java's thread waits in it.
#[allow(unsafe_code, reason = "Java finds the function by its unmangled name")]
#[unsafe(no_mangle)]
extern "system" fn Java_cn_kakou_app_SyncRun_sync<'local>(
    mut env: EnvUnowned<'local>,
    job: JObject<'local>,
    folder: JString<'local>,
    unmetered: jboolean,
) -> jint {
    let done = env.with_env(|env| -> Result<jint, Error> {
        let folder = folder.try_to_string(env)?;
        let network = match unmetered {
            true => Network::Unmetered,
            false => Network::Metered,
        };
        Ok(run(env, &job, Path::new(&folder), network) as jint)
    });
    done.resolve::<ThrowRuntimeExAndDefault>()
}

fn run(env: &mut Env<'_>, job: &JObject<'_>, folder: &Path, network: Network) -> Next {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(run_job(folder, network, LONGEST_JOB, stopped(env, job))),
        Err(error) => {
            tracing::warn!(%error, "no job can be run");
            Next::Again
        }
    }
}

/// Comes when the system has asked the job to stop. A job that cannot be asked any more is one.
async fn stopped(env: &mut Env<'_>, job: &JObject<'_>) {
    loop {
        tokio::time::sleep(LOOK).await;
        let stopped = env.get_field(job, jni_str!("stopped"), jni_sig!("Z"));
        if stopped.and_then(|value| value.z()).unwrap_or(true) {
            return;
        }
    }
}

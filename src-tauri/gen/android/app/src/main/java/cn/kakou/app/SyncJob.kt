package cn.kakou.app

import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.app.job.JobService
import android.content.ComponentName
import android.content.Context
import android.content.Intent
import android.os.Build
import java.io.File
import java.util.concurrent.ConcurrentHashMap
import kotlin.concurrent.thread

/** Syncs while the app is closed, when the system finds a network for it; also after a reboot. */
class SyncJob : JobService() {
  private val runs = ConcurrentHashMap<Int, SyncRun>()

  override fun onStartJob(params: JobParameters): Boolean {
    val run = SyncRun()
    runs[params.jobId] = run
    thread(name = "sync") {
      val next = run.sync(File(filesDir, "kakou").path, params.jobId == PHOTOS)
      if (next == SyncRun.PERSON) tellPerson()
      jobFinished(params, next == SyncRun.AGAIN)
    }
    return true
  }

  override fun onStopJob(params: JobParameters): Boolean {
    runs.remove(params.jobId)?.stopped = true
    return true
  }

  /** Without the permission the system shows nothing; the app says the same when it is opened. */
  private fun tellPerson() {
    val manager = getSystemService(NotificationManager::class.java)
    val note =
      if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.O) {
        val name = getString(R.string.sync_channel)
        manager.createNotificationChannel(
          NotificationChannel(CHANNEL, name, NotificationManager.IMPORTANCE_DEFAULT)
        )
        Notification.Builder(this, CHANNEL)
      } else {
        @Suppress("DEPRECATION") Notification.Builder(this)
      }
    val app = Intent(this, MainActivity::class.java)
    val open = PendingIntent.getActivity(this, 0, app, PendingIntent.FLAG_IMMUTABLE)
    note
      .setSmallIcon(R.mipmap.ic_launcher_monochrome)
      .setContentTitle(getString(R.string.sync_person))
      .setContentText(getString(R.string.sync_person_hint))
      .setContentIntent(open)
      .setAutoCancel(true)
    manager.notify(NOTE, note.build())
  }

  companion object {
    private const val RECORDS = 1
    private const val PHOTOS = 2
    private const val SOON = 3
    private const val NOTE = 1
    private const val CHANNEL = "sync"
    /** The shortest that the system allows. */
    private const val PERIOD_MS = 15 * 60 * 1000L

    /** Every quarter of an hour at best: records over any network, photos over one that is free. */
    fun regularly(context: Context) {
      val jobs = context.getSystemService(JobScheduler::class.java)
      val networks =
        mapOf(RECORDS to JobInfo.NETWORK_TYPE_ANY, PHOTOS to JobInfo.NETWORK_TYPE_UNMETERED)
      for ((id, network) in networks) {
        // What is planned already keeps its time.
        if (jobs.getPendingJob(id) == null) {
          jobs.schedule(planned(context, id, network).setPeriodic(PERIOD_MS).build())
        }
      }
    }

    /** As soon as there is a network: something was sealed. */
    fun soon(context: Context) {
      val job = planned(context, SOON, JobInfo.NETWORK_TYPE_ANY)
      if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) job.setExpedited(true)
      context.getSystemService(JobScheduler::class.java).schedule(job.build())
    }

    private fun planned(context: Context, id: Int, network: Int) =
      JobInfo.Builder(id, ComponentName(context, SyncJob::class.java))
        .setRequiredNetworkType(network)
        .setPersisted(true)
  }
}

package cn.kakou.app

import android.Manifest
import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.ClipData
import android.content.Intent
import android.net.ConnectivityManager
import android.net.Network
import android.net.NetworkCapabilities
import android.net.Uri
import android.provider.MediaStore
import android.view.WindowManager
import androidx.activity.result.ActivityResult
import androidx.core.content.FileProvider
import app.tauri.annotation.ActivityCallback
import app.tauri.annotation.Command
import app.tauri.annotation.InvokeArg
import app.tauri.annotation.Permission
import app.tauri.annotation.TauriPlugin
import app.tauri.plugin.Channel
import app.tauri.plugin.Invoke
import app.tauri.plugin.JSObject
import app.tauri.plugin.Plugin
import java.io.File

@InvokeArg
class FileArgs {
  lateinit var path: String
}

@InvokeArg
class DialArgs {
  lateinit var number: String
}

@InvokeArg
class ScreenArgs {
  var on = false
}

@InvokeArg
class NetworkArgs {
  lateinit var channel: Channel
}

/** What Rust cannot do itself on a tablet (`src/platform/android/tablet.rs`); it decides nothing. */
@TauriPlugin(
  permissions =
    [
      Permission(strings = [Manifest.permission.CAMERA], alias = "camera"),
      Permission(strings = [Manifest.permission.POST_NOTIFICATIONS], alias = "notifications"),
    ]
)
class TabletPlugin(private val activity: Activity) : Plugin(activity) {
  @Command
  fun takePhoto(invoke: Invoke) {
    val uri = uriOf(File(invoke.parseArgs(FileArgs::class.java).path))
    val intent =
      Intent(MediaStore.ACTION_IMAGE_CAPTURE)
        .putExtra(MediaStore.EXTRA_OUTPUT, uri)
        .addFlags(Intent.FLAG_GRANT_WRITE_URI_PERMISSION)
    intent.clipData = ClipData.newRawUri(null, uri)
    try {
      startActivityForResult(invoke, intent, "photoTaken")
    } catch (error: ActivityNotFoundException) {
      invoke.reject("there is no app that takes photos", "camera-missing")
    } catch (error: SecurityException) {
      invoke.reject("the camera is not allowed", "camera-refused")
    }
  }

  @ActivityCallback
  fun photoTaken(invoke: Invoke, result: ActivityResult) {
    invoke.resolve(JSObject().put("taken", result.resultCode == Activity.RESULT_OK))
  }

  @Command
  fun share(invoke: Invoke) {
    val uri = uriOf(File(invoke.parseArgs(FileArgs::class.java).path))
    val send =
      Intent(Intent.ACTION_SEND)
        .setType(activity.contentResolver.getType(uri) ?: "application/octet-stream")
        .putExtra(Intent.EXTRA_STREAM, uri)
        .addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
    send.clipData = ClipData.newRawUri(null, uri)
    activity.startActivity(Intent.createChooser(send, null))
    invoke.resolve()
  }

  @Command
  fun dial(invoke: Invoke) {
    val number = invoke.parseArgs(DialArgs::class.java).number
    try {
      activity.startActivity(Intent(Intent.ACTION_DIAL, Uri.fromParts("tel", number, null)))
      invoke.resolve()
    } catch (error: ActivityNotFoundException) {
      invoke.reject("there is no app for calls", "no-dialler")
    }
  }

  @Command
  fun followNetwork(invoke: Invoke) {
    val channel = invoke.parseArgs(NetworkArgs::class.java).channel
    val told =
      object : ConnectivityManager.NetworkCallback() {
        override fun onCapabilitiesChanged(network: Network, now: NetworkCapabilities) {
          val free = now.hasCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED)
          channel.send(JSObject().put("metered", !free))
        }
      }
    activity.getSystemService(ConnectivityManager::class.java).registerDefaultNetworkCallback(told)
    invoke.resolve()
  }

  @Command
  fun keepOn(invoke: Invoke) {
    val on = invoke.parseArgs(ScreenArgs::class.java).on
    activity.runOnUiThread {
      val flag = WindowManager.LayoutParams.FLAG_KEEP_SCREEN_ON
      if (on) activity.window.addFlags(flag) else activity.window.clearFlags(flag)
    }
    invoke.resolve()
  }

  @Command
  fun syncSoon(invoke: Invoke) {
    SyncJob.soon(activity)
    invoke.resolve()
  }

  private fun uriOf(file: File): Uri =
    FileProvider.getUriForFile(activity, "${activity.packageName}.fileprovider", file)
}

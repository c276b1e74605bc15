package cn.kakou.app

/** One sync while the app is closed. All that is decided about it is decided in Rust. */
class SyncRun {
  /** The system wants its job back; Rust looks at it again and again. */
  @JvmField @Volatile var stopped = false

  /** Syncs the data folder; `unmetered` says that the network costs nothing. Answers what comes next. */
  external fun sync(folder: String, unmetered: Boolean): Int

  companion object {
    const val DONE = 0
    const val AGAIN = 1
    const val PERSON = 2

    init {
      System.loadLibrary("kakou_app_lib")
    }
  }
}

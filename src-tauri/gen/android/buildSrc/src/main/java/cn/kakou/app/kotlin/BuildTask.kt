import java.io.File
import org.apache.tools.ant.taskdefs.condition.Os
import org.gradle.api.DefaultTask
import org.gradle.api.GradleException
import org.gradle.api.logging.LogLevel
import org.gradle.api.tasks.Input
import org.gradle.api.tasks.TaskAction
import javax.inject.Inject
import org.gradle.process.ExecOperations

abstract class BuildTask : DefaultTask() {
    @get:Inject
    abstract val execOperations: ExecOperations

    @Input
    var rootDirRel: String? = null
    @Input
    var projectDir: String? = null
    @Input
    var target: String? = null
    @Input
    var release: Boolean? = null

    @TaskAction
    fun assemble() {
        val rootDirRel = rootDirRel ?: throw GradleException("rootDirRel cannot be null")
        val target = target ?: throw GradleException("target cannot be null")
        val release = release ?: throw GradleException("release cannot be null")
        val shell = File(projectDir, rootDirRel)

        execOperations.exec {
            workingDir(shell)
            commandLine(tauriCli(shell))
            args("android", "android-studio-script")
            if (logger.isEnabled(LogLevel.DEBUG)) {
                args("-vv")
            } else if (logger.isEnabled(LogLevel.INFO)) {
                args("-v")
            }
            if (release) {
                args("--release")
            }
            args("--target", target)
        }.assertNormalExitValue()
    }

    // The CLI that began this build must be the one that goes on with it, for the two talk to each
    // other. Cargo tells what it starts where it is itself (CARGO); otherwise it was, or will do, the
    // CLI among the packages of the UI.
    private fun tauriCli(shell: File): List<String> {
        val windows = Os.isFamily(Os.FAMILY_WINDOWS)
        val ours = File(shell, "../ui/node_modules/.bin/" + if (windows) "tauri.cmd" else "tauri")
        return if (System.getenv("CARGO") == null && ours.exists()) {
            listOf(ours.path)
        } else {
            listOf("cargo", "tauri")
        }
    }
}

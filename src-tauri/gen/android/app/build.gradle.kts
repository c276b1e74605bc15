import java.util.Properties
import org.jetbrains.kotlin.gradle.dsl.JvmTarget

plugins {
    id("com.android.application")
    id("org.jetbrains.kotlin.android")
    id("rust")
}

val tauriProperties = Properties().apply {
    val propFile = file("tauri.properties")
    if (propFile.exists()) {
        propFile.inputStream().use { load(it) }
    }
}

// A release is signed with the key that the environment names; no key and no password lies here.
val keystore: String? = providers.environmentVariable("KAKOU_KEYSTORE").orNull

fun named(variable: String): String = providers.environmentVariable(variable).orNull
    ?: throw GradleException("KAKOU_KEYSTORE is set, and $variable is not: see docs/ANDROID.md")

android {
    compileSdk = 37
    namespace = "cn.kakou.app"
    defaultConfig {
        applicationId = "cn.kakou.app"
        minSdk = 24
        targetSdk = 37
        versionCode = tauriProperties.getProperty("tauri.android.versionCode", "1").toInt()
        versionName = tauriProperties.getProperty("tauri.android.versionName", "1.0")
    }
    if (keystore != null) {
        signingConfigs.create("release") {
            storeFile = File(keystore)
            storePassword = named("KAKOU_KEYSTORE_PASSWORD")
            keyAlias = named("KAKOU_KEY_ALIAS")
            keyPassword = named("KAKOU_KEY_PASSWORD")
        }
    }
    buildTypes {
        getByName("debug") {
            isDebuggable = true
            isJniDebuggable = true
            isMinifyEnabled = false
            packaging {
                jniLibs.keepDebugSymbols.add("*/arm64-v8a/*.so")
                jniLibs.keepDebugSymbols.add("*/armeabi-v7a/*.so")
                jniLibs.keepDebugSymbols.add("*/x86/*.so")
                jniLibs.keepDebugSymbols.add("*/x86_64/*.so")
            }
        }
        getByName("release") {
            signingConfig = signingConfigs.findByName("release")
            optimization {
               enable = true
            }
            proguardFiles(
                *fileTree(".") {
                  include("**/*.pro")
                  exclude("build/**")
                }.files.toTypedArray()
            )
        }
    }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_1_8
        targetCompatibility = JavaVersion.VERSION_1_8
    }
    buildFeatures {
        buildConfig = true
    }
}

kotlin {
    compilerOptions {
        jvmTarget = JvmTarget.JVM_1_8
    }
}

if (keystore == null) {
    val releases = Regex("(assemble|bundle).*Release")
    tasks.matching { releases.matches(it.name) }.configureEach {
        doLast {
            logger.warn("This release is NOT SIGNED, and no tablet will install it: KAKOU_KEYSTORE is not set (docs/ANDROID.md).")
        }
    }
}

rust {
    rootDirRel = "../../../"
}

dependencies {
    implementation("androidx.webkit:webkit:1.14.0")
    implementation("androidx.appcompat:appcompat:1.7.1")
    implementation("androidx.activity:activity-ktx:1.10.1")
    implementation("com.google.android.material:material:1.12.0")
    implementation("androidx.lifecycle:lifecycle-process:2.10.0")
}

apply(from = file("tauri.build.gradle.kts"))

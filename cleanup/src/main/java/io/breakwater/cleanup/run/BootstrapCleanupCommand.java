package io.breakwater.cleanup.run;

import picocli.CommandLine.Command;

/// `bootstrap`: the same plan and apply for the CDK's bootstrap.
@Command(
        name = "bootstrap",
        description = "Removes the CDK's bootstrap, which all CDK apps of an account and Region share.")
final class BootstrapCleanupCommand {}

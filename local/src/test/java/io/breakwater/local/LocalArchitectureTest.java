package io.breakwater.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The boundaries of the embedded run: the front plays API Gateway and knows nothing else that runs on
/// a laptop.
final class LocalArchitectureTest {
    private static final JavaClasses LOCAL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.breakwater.local");

    @Test
    void the_front_knows_neither_the_simulation_nor_the_demos_nor_how_it_is_run() {
        noClasses()
                .that()
                .resideInAPackage("io.breakwater.local.front..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.breakwater.simulated..",
                        "io.breakwater.demo..",
                        "io.breakwater.local.demo..",
                        "io.breakwater.local.run..")
                .check(LOCAL);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("io.breakwater.local.(*)..").should().beFreeOfCycles().check(LOCAL);
    }
}

package io.breakwater.simulated;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.breakwater.call.Pause;
import io.breakwater.model.Lifecycle;
import io.breakwater.model.Streaming;
import org.junit.jupiter.api.Test;

/// The simulated Bedrock is of use to people who never run the gateway, so it knows almost nothing of
/// the gateway.
final class SimulationArchitectureTest {
    private static final JavaClasses SIMULATION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.breakwater.simulated", "io.breakwater.load");

    @Test
    void bedrock_knows_of_the_gateway_only_how_to_wait_how_a_model_ends_and_what_it_streams() {
        noClasses()
                .that()
                .resideInAPackage("io.breakwater.simulated.bedrock..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.breakwater..")
                        .and(resideInAnyPackage("io.breakwater.simulated.bedrock..", "io.breakwater.load..")
                                .negate())
                        .and(type(Pause.class).negate())
                        .and(type(Lifecycle.class).negate())
                        .and(type(Lifecycle.Status.class).negate())
                        .and(type(Streaming.class).negate()))
                .check(SIMULATION);
    }

    /// What AWS's own clients would hide, such as a retry, must be visible on the wire.
    @Test
    void it_speaks_the_wire_itself_and_needs_no_client_of_aws() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon.awssdk..", "io.breakwater.adapters..")
                .check(SIMULATION);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("io.breakwater.simulated.(*)..")
                .should()
                .beFreeOfCycles()
                .check(SIMULATION);
    }
}

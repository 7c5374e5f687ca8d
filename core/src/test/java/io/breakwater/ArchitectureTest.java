package io.breakwater;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The boundaries of core: what it may know of the world, and what its packages may know of each other.
final class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.breakwater");

    /// Each package of core and the packages that it may use. Routing reads the status of a ledger item in
    /// order to balance. Settings knows the names of limits and routing's rules only as far as the
    /// model contains them.
    private static final Map<String, List<String>> LAYERS = Map.ofEntries(
            Map.entry("model", List.of()),
            Map.entry("surface", List.of()),
            Map.entry("quota", List.of("model")),
            Map.entry("identity", List.of("model")),
            Map.entry("tenancy", List.of("model")),
            Map.entry("event", List.of("model")),
            Map.entry("routing", List.of("model", "quota")),
            Map.entry("dialect", List.of("model", "surface")),
            Map.entry("settings", List.of("model", "surface", "tenancy")),
            Map.entry("naming", List.of("model", "settings")),
            Map.entry("call", List.of("model", "surface", "quota", "routing", "dialect", "event")));

    /// A package that is added to core has to be added here.
    @Test
    void packages_know_each_other_only_in_the_direction_of_the_design() {
        LayeredArchitecture layers = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .ensureAllClassesAreContainedInArchitecture();
        for (String each : LAYERS.keySet()) {
            layers = layers.layer(each).definedBy("io.breakwater." + each + "..");
        }
        for (Map.Entry<String, List<String>> layer : LAYERS.entrySet()) {
            LayeredArchitecture.LayerDependencySpecification one = layers.whereLayer(layer.getKey());
            layers = layer.getValue().isEmpty()
                    ? one.mayNotAccessAnyLayer()
                    : one.mayOnlyAccessLayers(layer.getValue().toArray(String[]::new));
        }
        layers.check(CORE);
    }

    /// The status of an item is enough for balancing; routing needs none of the ledger's arithmetic.
    @Test
    void routing_knows_of_quota_only_how_an_item_stands() {
        noClasses()
                .that()
                .resideInAPackage("io.breakwater.routing..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.breakwater.quota..")
                        .and(JavaClass.Predicates.assignableTo("io.breakwater.quota.limits.LedgerStatus")
                                .negate())
                        .and(JavaClass.Predicates.simpleName("Rate").negate()))
                .check(CORE);
    }

    /// `item <- amendments <- limits <- usage <- operations <- sharding <- outage`: each package knows
    /// only those before it; `lengths` knows `item` alone.
    @Test
    void the_packages_of_quota_know_each_other_only_in_one_direction() {
        String quota = "io.breakwater.quota.";
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("item")
                .definedBy(quota + "item")
                .layer("lengths")
                .definedBy(quota + "lengths")
                .layer("amendments")
                .definedBy(quota + "amendments")
                .layer("limits")
                .definedBy(quota + "limits")
                .layer("usage")
                .definedBy(quota + "usage")
                .layer("operations")
                .definedBy(quota + "operations")
                .layer("sharding")
                .definedBy(quota + "sharding")
                .layer("outage")
                .definedBy(quota + "outage")
                .whereLayer("lengths")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("outage")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("sharding")
                .mayOnlyBeAccessedByLayers("outage")
                .whereLayer("operations")
                .mayOnlyBeAccessedByLayers("sharding", "outage")
                .whereLayer("usage")
                .mayOnlyBeAccessedByLayers("operations", "sharding", "outage")
                .whereLayer("limits")
                .mayOnlyBeAccessedByLayers("usage", "operations", "sharding", "outage")
                .whereLayer("amendments")
                .mayOnlyBeAccessedByLayers("limits", "usage", "operations", "sharding", "outage")
                .whereLayer("item")
                .mayOnlyBeAccessedByLayers(
                        "lengths", "amendments", "limits", "usage", "operations", "sharding", "outage")
                .check(CORE);
    }

    /// Converse is one of several languages that models speak. Its types are used by its body, by the
    /// dialects whose clients send it or that translate to it, and by the transport. Elsewhere only its
    /// name appears: as that of an API, an operation and a path.
    @Test
    void converse_is_named_only_by_its_body_and_by_the_dialects_that_use_it() {
        String[] dialects = {
            "io.breakwater.dialect.body..",
            "io.breakwater.dialect.anthropic..",
            "io.breakwater.dialect.bedrock..",
            "io.breakwater.dialect.openai..",
            "io.breakwater.dialect.responses.."
        };
        noClasses()
                .that()
                .resideOutsideOfPackages(dialects)
                .should()
                .dependOnClassesThat()
                .haveSimpleNameStartingWith("Converse")
                .orShould()
                .haveSimpleNameContaining("Converse")
                .check(CORE);
        noMembers()
                .that()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages(dialects)
                .and()
                .areDeclaredInClassesThat(not(simpleName("ModelOperation"))
                        .and(not(simpleName("ModelApi")))
                        .and(not(simpleName("ApiOperation"))))
                .should()
                .haveNameMatching("(?i).*converse.*")
                .check(CORE);
    }

    /// The names by which others know something are written down as text, so that classes can be
    /// renamed.
    @Test
    void nothing_in_core_is_known_to_others_by_the_name_of_its_class() {
        noClasses()
                .should()
                .callMethod(Class.class, "getSimpleName")
                .orShould()
                .callMethod(Class.class, "getName")
                .check(CORE);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("io.breakwater.(**)").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void core_knows_neither_aws_nor_the_network_nor_files_nor_processes() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "software.amazon..", "com.amazonaws..", "java.net..", "java.nio.file..", "java.sql..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.File")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.FileInputStream")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.FileOutputStream")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Process")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Runtime")
                .check(CORE);
    }

    /// Policy is called by threads and starts none; maps and atomics that threads share are allowed.
    @Test
    void core_starts_no_threads_and_waits_for_none() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.concurrent.Executor.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.concurrent.Future.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.Executors")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Timer")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent.locks..")
                .check(CORE);
    }

    /// Whatever decides takes the time as an argument. Only the request path holds a clock, and that
    /// clock is passed in.
    @Test
    void only_the_request_path_holds_a_clock() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.breakwater.call..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.InstantSource")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .check(CORE);
    }

    @Test
    void the_vocabulary_is_made_of_public_immutable_values() {
        classes()
                .that()
                .resideInAPackage("io.breakwater.model")
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .bePublic()
                .andShould()
                .haveOnlyFinalFields()
                .andShould()
                .haveModifier(JavaModifier.FINAL)
                .check(CORE);
    }

    @Test
    void no_class_is_named_for_doing_all_sorts_of_things() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(CORE);
    }
}

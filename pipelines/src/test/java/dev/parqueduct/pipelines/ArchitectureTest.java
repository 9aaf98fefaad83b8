package dev.parqueduct.pipelines;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.beam.sdk.transforms.DoFn;

@AnalyzeClasses(packages = "dev.parqueduct", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  /** Packages of io that any system may use. */
  private static final String[] SHARED = {
    "dev.parqueduct.io.objects..",
    "dev.parqueduct.io.ledger..",
    "dev.parqueduct.io.report..",
    "dev.parqueduct.io.export..",
    "dev.parqueduct.io.parquet..",
    "dev.parqueduct.io.bzip2.."
  };

  @ArchTest
  static final ArchRule IMPORTS_RUN_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.parqueduct..")
          .layer("pipelines")
          .definedBy("dev.parqueduct.pipelines..")
          .layer("transforms")
          .definedBy("dev.parqueduct.transforms..")
          .layer("io")
          .definedBy("dev.parqueduct.io..")
          .whereLayer("pipelines")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("transforms")
          .mayOnlyBeAccessedByLayers("pipelines")
          .whereLayer("io")
          .mayOnlyBeAccessedByLayers("pipelines", "transforms");

  @ArchTest
  static final ArchRule IO_KNOWS_NOTHING_OF_TRANSFORMS =
      noClasses()
          .that()
          .resideInAPackage("dev.parqueduct.io..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.beam.sdk.transforms..", "org.apache.beam.sdk.values..");

  @ArchTest
  static final ArchRule SYSTEMS_DO_NOT_KNOW_EACH_OTHER =
      slices()
          .matching("dev.parqueduct.io.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(resideInAPackage("dev.parqueduct.io.."), resideInAnyPackage(SHARED));

  @ArchTest
  static final ArchRule FORMATS_STAND_ALONE =
      noClasses()
          .that()
          .resideInAnyPackage("dev.parqueduct.io.parquet..", "dev.parqueduct.io.bzip2..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.parqueduct..")
                  .and(
                      com.tngtech.archunit.base.DescribedPredicate.not(
                          resideInAnyPackage(
                              "dev.parqueduct.io.parquet..", "dev.parqueduct.io.bzip2.."))));

  @ArchTest
  static final ArchRule NAMES_SAY_SOMETHING =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)");

  @ArchTest
  static final ArchRule DO_FNS_ARE_NOT_PUBLIC =
      classes().that().areAssignableTo(DoFn.class).should().notHaveModifier(JavaModifier.PUBLIC);

  @ArchTest
  static final ArchRule TRANSFORMS_DO_NOT_READ_OPTIONS =
      noClasses()
          .that()
          .resideInAPackage("dev.parqueduct.transforms..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.beam.sdk.options..");
}

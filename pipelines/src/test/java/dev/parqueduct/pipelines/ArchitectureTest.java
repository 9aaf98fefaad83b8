package dev.parqueduct.pipelines;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.apache.beam.sdk.transforms.DoFn;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.parqueduct");

  /** Packages of io that any system may use. */
  private static final String[] SHARED = {
    "dev.parqueduct.io.objects..",
    "dev.parqueduct.io.ledger..",
    "dev.parqueduct.io.report..",
    "dev.parqueduct.io.export..",
    "dev.parqueduct.io.parquet..",
    "dev.parqueduct.io.bzip2..",
    "dev.parqueduct.io.iceberg..",
    "dev.parqueduct.io.sst..",
    "dev.parqueduct.io.secrets..",
    "dev.parqueduct.io.text..",
    "dev.parqueduct.io.tikv.."
  };

  private static final String[] FORMATS = {
    "dev.parqueduct.io.parquet..", "dev.parqueduct.io.bzip2.."
  };

  @Test
  void allModulesAreLookedAt() {
    assertThat(OURS)
        .extracting(each -> each.getPackageName())
        .contains(
            "dev.parqueduct.io.vt", "dev.parqueduct.transforms.vt", "dev.parqueduct.pipelines.cli");
  }

  @Test
  void importsRunOneWay() {
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
        .mayOnlyBeAccessedByLayers("pipelines", "transforms")
        .check(OURS);
  }

  @Test
  void ioKnowsNothingOfTransforms() {
    noClasses()
        .that()
        .resideInAPackage("dev.parqueduct.io..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.beam.sdk.transforms..", "org.apache.beam.sdk.values..")
        .check(OURS);
  }

  @Test
  void systemsDoNotKnowEachOther() {
    slices()
        .matching("dev.parqueduct.io.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(resideInAPackage("dev.parqueduct.io.."), resideInAnyPackage(SHARED))
        // A backup made by BR holds rows of TiDB, or entries of RawKV.
        .ignoreDependency(
            resideInAPackage("dev.parqueduct.io.br.."),
            resideInAPackage("dev.parqueduct.io.tidb.."))
        .ignoreDependency(
            resideInAPackage("dev.parqueduct.io.rawkv.."),
            resideInAPackage("dev.parqueduct.io.br.."))
        // Files are proven against the database that they are from.
        .ignoreDependency(
            resideInAPackage("dev.parqueduct.io.validate.."),
            resideInAPackage("dev.parqueduct.io.postgres.."))
        .check(OURS);
  }

  @Test
  void whatIsSharedKnowsNoSystem() {
    noClasses()
        .that()
        .resideInAnyPackage(SHARED)
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.parqueduct..").and(not(resideInAnyPackage(SHARED))))
        .check(OURS);
  }

  @Test
  void packagesOfTheBackfillOfEventsBuildOnEachOther() {
    slices().matching("dev.parqueduct.io.clickhouse.(**)").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void formatsStandAlone() {
    noClasses()
        .that()
        .resideInAnyPackage(FORMATS)
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.parqueduct..").and(not(resideInAnyPackage(FORMATS))))
        .check(OURS);
  }

  @Test
  void namesSaySomething() {
    noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)").check(OURS);
  }

  @Test
  void doFnsAreNotPublic() {
    classes()
        .that()
        .areAssignableTo(DoFn.class)
        .should()
        .notHaveModifier(JavaModifier.PUBLIC)
        .check(OURS);
  }

  @Test
  void transformsDoNotReadOptions() {
    // But for one that asks which runner there is.
    noClasses()
        .that()
        .resideInAPackage("dev.parqueduct.transforms..")
        .and()
        .doNotHaveFullyQualifiedName("dev.parqueduct.transforms.export.InProcess")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.beam.sdk.options..")
        .check(OURS);
  }
}

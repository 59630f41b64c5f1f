<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>ExportPlaces</name>
    <message>
        <source>step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>There is no case folder in it</source>
        <translation>Darin liegt kein Fallordner</translation>
    </message>
    <message>
        <source>It holds a data set: choose &quot;Data set&quot;</source>
        <translation>Er enthält einen Datensatz: „Datensatz“ wählen</translation>
    </message>
    <message>
        <source>Name a folder that holds case folders</source>
        <translation>Einen Ordner nennen, in dem Fallordner liegen</translation>
    </message>
    <message>
        <source>This is part %1 of a set that is made in %2</source>
        <translation>Dies ist Teil %1 eines Bildersatzes, der in %2 Teilen entsteht</translation>
    </message>
    <message>
        <source>Go on with it by the command line that began it, with --resume</source>
        <translation>Mit der Befehlszeile fortsetzen, die ihn begonnen hat, mit --resume</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>Open the case or project they are of, or choose under Sources where they are; then go on</source>
        <translation>Den Fall oder das Projekt öffnen, aus dem sie stammen, oder unter Quellen wählen, wo sie liegen; dann fortsetzen</translation>
    </message>
    <message>
        <source>Sources of the set are not there any more: %1</source>
        <translation>Quellen des Bildersatzes sind nicht mehr da: %1</translation>
    </message>
</context>
<context>
    <name>Project</name>
    <message>
        <source>Untitled – %1</source>
        <translation>Unbenannt – %1</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>Larger cyst</source>
        <translation>Größere Zyste</translation>
    </message>
    <message>
        <source>As what the archive files the picture.</source>
        <translation>Als was das Archiv das Bild ablegt.</translation>
    </message>
    <message>
        <source>Adds a file with a segment for each class that is painted.</source>
        <translation>Fügt eine Datei mit einem Segment für jede gemalte Klasse hinzu.</translation>
    </message>
    <message>
        <source>Ovarian lesions, first round</source>
        <translation>Ovarialläsionen, erste Runde</translation>
    </message>
</context>
<context>
    <name>Script</name>
    <message>
        <source>No picture came within %1 s.</source>
        <translation>Innerhalb von %1 s kam kein Bild.</translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>x %1  y %2 px</source>
        <translation>x %1  y %2 px</translation>
    </message>
    <message>
        <source>  ·  %1, %2 mm</source>
        <translation>  ·  %1, %2 mm</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
</context>
<context>
    <name>sonosketch::CannyPanel</name>
    <message>
        <source>Edges of the source image</source>
        <translation>Kanten des Quellbilds</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Automatic sketch</source>
        <translation>Automatische Skizze</translation>
    </message>
    <message>
        <source>Adds edges found in the source image to the sketch. Pen strokes are kept apart and stay.</source>
        <translation>Fügt der Skizze Kanten aus dem Quellbild hinzu. Stiftstriche werden getrennt gehalten und bleiben.</translation>
    </message>
    <message>
        <source>Low threshold</source>
        <translation>Untere Schwelle</translation>
    </message>
    <message>
        <source>Weak edges above it are kept where they join a strong one.</source>
        <translation>Schwache Kanten darüber bleiben, wo sie an eine starke anschließen.</translation>
    </message>
    <message>
        <source>High threshold</source>
        <translation>Obere Schwelle</translation>
    </message>
    <message>
        <source>Edges above it are always kept.</source>
        <translation>Kanten darüber bleiben immer.</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Gaussian smoothing before edges are looked for; more of it leaves fewer, longer lines.</source>
        <translation>Gauß-Glättung vor der Kantensuche; mehr davon ergibt weniger, längere Linien.</translation>
    </message>
    <message>
        <source>Aperture</source>
        <translation>Filtergröße</translation>
    </message>
    <message>
        <source>Size of the gradient filter in pixels.</source>
        <translation>Größe des Gradientenfilters in Pixeln.</translation>
    </message>
    <message>
        <source>Reset automatic sketch</source>
        <translation>Automatische Skizze zurücksetzen</translation>
    </message>
    <message>
        <source>Back to the settings the models were trained with.</source>
        <translation>Zurück zu den Einstellungen, mit denen die Modelle trainiert wurden.</translation>
    </message>
    <message>
        <source>%1 × %1 px</source>
        <translation>%1 × %1 px</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Untere</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Obere</translation>
    </message>
</context>
<context>
    <name>sonosketch::CaseChoice</name>
    <message>
        <source>Practise on…</source>
        <translation>Üben an …</translation>
    </message>
    <message>
        <source>Practise on</source>
        <translation>Üben an</translation>
    </message>
    <message>
        <source>Chooses the cases that tasks are made from.</source>
        <translation>Wählt die Fälle, aus denen Aufgaben werden.</translation>
    </message>
    <message>
        <source>The &amp;bundled cases and the open one</source>
        <translation>Den &amp;mitgelieferten Fällen und dem offenen</translation>
    </message>
    <message>
        <source>The cases of this program, and the editor&apos;s case if it has a lesion.</source>
        <translation>Die Fälle des Programms und der Fall des Editors, wenn er eine Läsion hat.</translation>
    </message>
    <message>
        <source>A &amp;folder of cases, or an imported data set…</source>
        <translation>Einem &amp;Ordner mit Fällen oder einem eingelesenen Datensatz …</translation>
    </message>
    <message>
        <source>Reads case folders, or what &quot;dataset import&quot; wrote.</source>
        <translation>Liest Fallordner oder was „dataset import“ geschrieben hat.</translation>
    </message>
    <message>
        <source>Reading the cases: %1 %</source>
        <translation>Die Fälle werden gelesen: %1 %</translation>
    </message>
    <message>
        <source>Reading the cases…</source>
        <translation>Die Fälle werden gelesen …</translation>
    </message>
    <message>
        <source>Reading cases to practise on</source>
        <translation>Fälle zum Üben lesen</translation>
    </message>
    <message>
        <source>Drawn from more; %1 pictures were not looked at.</source>
        <translation>Aus mehr gezogen; %1 Bilder blieben ungelesen.</translation>
    </message>
    <message>
        <source>Without a lesion, and passed over: %1.</source>
        <translation>Ohne Läsion und übergangen: %1.</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>Cannot be read, and passed over: %1</source>
        <translation>Nicht lesbar und übergangen: %1</translation>
    </message>
    <message>
        <source>Folder of cases, or an imported data set</source>
        <translation>Ordner mit Fällen oder eingelesener Datensatz</translation>
    </message>
    <message>
        <source>Cases of %1: %2</source>
        <translation>Fälle aus %1: %2</translation>
    </message>
    <message>
        <source>Bundled cases: %1, and the open one</source>
        <translation>Mitgelieferte Fälle: %1, und der offene</translation>
    </message>
    <message>
        <source>Bundled cases: %1</source>
        <translation>Mitgelieferte Fälle: %1</translation>
    </message>
</context>
<context>
    <name>sonosketch::CommandRows</name>
    <message>
        <source>Starts a new case from a picture file.</source>
        <translation>Beginnt einen neuen Fall mit einer Bilddatei.</translation>
    </message>
    <message>
        <source>Opens a case folder with labels, sketch and field of view.</source>
        <translation>Öffnet einen Fallordner mit Labels, Skizze und Bildfeld.</translation>
    </message>
    <message>
        <source>Import &amp;mask…</source>
        <translation>&amp;Maske importieren…</translation>
    </message>
    <message>
        <source>Replaces the labels by a mask file of the same size.</source>
        <translation>Ersetzt die Labels durch eine Maskendatei gleicher Größe.</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>S&amp;ynthetisches Bild speichern…</translation>
    </message>
    <message>
        <source>Writes the synthetic picture with its mark and metadata.</source>
        <translation>Schreibt das synthetische Bild mit Kennzeichnung und Metadaten.</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Been&amp;den</translation>
    </message>
    <message>
        <source>Closes the editor.</source>
        <translation>Schließt den Editor.</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Takes the last step back.</source>
        <translation>Nimmt den letzten Schritt zurück.</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Repeats the step that was taken back.</source>
        <translation>Wiederholt den zurückgenommenen Schritt.</translation>
    </message>
    <message>
        <source>&amp;Cancel stroke</source>
        <translation>Strich &amp;abbrechen</translation>
    </message>
    <message>
        <source>Clear &amp;labels</source>
        <translation>&amp;Labels löschen</translation>
    </message>
    <message>
        <source>Makes everything background that is not locked.</source>
        <translation>Macht alles zu Hintergrund, was nicht gesperrt ist.</translation>
    </message>
    <message>
        <source>Clear s&amp;trokes</source>
        <translation>&amp;Striche löschen</translation>
    </message>
    <message>
        <source>Drops every hand-made mark of the sketch; automatic edges stay.</source>
        <translation>Entfernt alles von Hand Gezeichnete aus der Skizze; automatische Kanten bleiben.</translation>
    </message>
    <message>
        <source>Label &amp;brush</source>
        <translation>Label-&amp;Pinsel</translation>
    </message>
    <message>
        <source>Paints the active label. Hold Ctrl to erase.</source>
        <translation>Malt das aktive Label. Strg gedrückt halten zum Radieren.</translation>
    </message>
    <message>
        <source>Label &amp;eraser</source>
        <translation>Label-&amp;Radierer</translation>
    </message>
    <message>
        <source>Turns labels into background.</source>
        <translation>Macht Labels zu Hintergrund.</translation>
    </message>
    <message>
        <source>Sketch &amp;pen</source>
        <translation>&amp;Skizzenstift</translation>
    </message>
    <message>
        <source>Draws a structure line, inside objects too. Hold Ctrl to erase.</source>
        <translation>Zeichnet eine Strukturlinie, auch innerhalb von Objekten. Strg gedrückt halten zum Radieren.</translation>
    </message>
    <message>
        <source>&amp;Sketch eraser</source>
        <translation>Skizzenr&amp;adierer</translation>
    </message>
    <message>
        <source>Removes pen strokes and rubs out automatic edges.</source>
        <translation>Entfernt Stiftstriche und radiert automatische Kanten aus.</translation>
    </message>
    <message>
        <source>&amp;Field-of-view brush</source>
        <translation>&amp;Bildfeld-Pinsel</translation>
    </message>
    <message>
        <source>Extends the scan sector. Hold Ctrl to cut.</source>
        <translation>Erweitert den Schallsektor. Strg gedrückt halten zum Beschneiden.</translation>
    </message>
    <message>
        <source>Field-of-view e&amp;raser</source>
        <translation>Bildfeld-Radi&amp;erer</translation>
    </message>
    <message>
        <source>Cuts away from the scan sector.</source>
        <translation>Beschneidet den Schallsektor.</translation>
    </message>
    <message>
        <source>Pic&amp;k label</source>
        <translation>Label auf&amp;nehmen</translation>
    </message>
    <message>
        <source>Makes the label under the pointer the active one. A right click does it with any tool.</source>
        <translation>Aktiviert das Label unter dem Zeiger. Mit jedem Werkzeug auch per Rechtsklick.</translation>
    </message>
    <message>
        <source>P&amp;an</source>
        <translation>Ansicht &amp;verschieben</translation>
    </message>
    <message>
        <source>Drags both views. Hold Space to pan with any tool.</source>
        <translation>Verschiebt beide Ansichten. Mit jedem Werkzeug auch bei gedrückter Leertaste.</translation>
    </message>
    <message>
        <source>&amp;Last tool</source>
        <translation>Letztes &amp;Werkzeug</translation>
    </message>
    <message>
        <source>Switches between the last two tools.</source>
        <translation>Wechselt zwischen den beiden letzten Werkzeugen.</translation>
    </message>
    <message>
        <source>S&amp;maller brush</source>
        <translation>Pinsel ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Makes the brush a fifth smaller.</source>
        <translation>Macht den Pinsel um ein Fünftel kleiner.</translation>
    </message>
    <message>
        <source>Lar&amp;ger brush</source>
        <translation>Pinsel ver&amp;größern</translation>
    </message>
    <message>
        <source>Makes the brush a fifth larger.</source>
        <translation>Macht den Pinsel um ein Fünftel größer.</translation>
    </message>
    <message>
        <source>A&amp;utomatic sketch</source>
        <translation>A&amp;utomatische Skizze</translation>
    </message>
    <message>
        <source>Adds edges found in the source image to the sketch.</source>
        <translation>Fügt der Skizze Kanten aus dem Quellbild hinzu.</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Makes background the active label.</source>
        <translation>Macht Hintergrund zum aktiven Label.</translation>
    </message>
    <message>
        <source>Label 1</source>
        <translation>Label 1</translation>
    </message>
    <message>
        <source>Makes label 1 the active one.</source>
        <translation>Aktiviert Label 1.</translation>
    </message>
    <message>
        <source>Label 2</source>
        <translation>Label 2</translation>
    </message>
    <message>
        <source>Makes label 2 the active one.</source>
        <translation>Aktiviert Label 2.</translation>
    </message>
    <message>
        <source>Label 3</source>
        <translation>Label 3</translation>
    </message>
    <message>
        <source>Makes label 3 the active one.</source>
        <translation>Aktiviert Label 3.</translation>
    </message>
    <message>
        <source>Label 4</source>
        <translation>Label 4</translation>
    </message>
    <message>
        <source>Makes label 4 the active one.</source>
        <translation>Aktiviert Label 4.</translation>
    </message>
    <message>
        <source>Label 5</source>
        <translation>Label 5</translation>
    </message>
    <message>
        <source>Makes label 5 the active one.</source>
        <translation>Aktiviert Label 5.</translation>
    </message>
    <message>
        <source>Label 6</source>
        <translation>Label 6</translation>
    </message>
    <message>
        <source>Makes label 6 the active one.</source>
        <translation>Aktiviert Label 6.</translation>
    </message>
    <message>
        <source>Label 7</source>
        <translation>Label 7</translation>
    </message>
    <message>
        <source>Makes label 7 the active one.</source>
        <translation>Aktiviert Label 7.</translation>
    </message>
    <message>
        <source>Label 8</source>
        <translation>Label 8</translation>
    </message>
    <message>
        <source>Makes label 8 the active one.</source>
        <translation>Aktiviert Label 8.</translation>
    </message>
    <message>
        <source>Label 9</source>
        <translation>Label 9</translation>
    </message>
    <message>
        <source>Makes label 9 the active one.</source>
        <translation>Aktiviert Label 9.</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ansicht &amp;vergrößern</translation>
    </message>
    <message>
        <source>Enlarges both views.</source>
        <translation>Vergrößert beide Ansichten.</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ansicht ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Shows more of both pictures.</source>
        <translation>Zeigt mehr von beiden Bildern.</translation>
    </message>
    <message>
        <source>&amp;Actual pixels</source>
        <translation>&amp;Originalgröße</translation>
    </message>
    <message>
        <source>Shows one canvas pixel as one screen pixel.</source>
        <translation>Zeigt ein Pixel der Zeichenfläche als ein Bildschirmpixel.</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>&amp;Einpassen</translation>
    </message>
    <message>
        <source>Shows the whole canvas.</source>
        <translation>Zeigt die ganze Zeichenfläche.</translation>
    </message>
    <message>
        <source>Show &amp;source image</source>
        <translation>&amp;Quellbild anzeigen</translation>
    </message>
    <message>
        <source>Shows or hides the source image.</source>
        <translation>Blendet das Quellbild ein oder aus.</translation>
    </message>
    <message>
        <source>Show field of &amp;view</source>
        <translation>&amp;Bildfeld anzeigen</translation>
    </message>
    <message>
        <source>Shows or hides the tint outside the field of view.</source>
        <translation>Blendet die Tönung außerhalb des Bildfelds ein oder aus.</translation>
    </message>
    <message>
        <source>Show &amp;labels</source>
        <translation>&amp;Labels anzeigen</translation>
    </message>
    <message>
        <source>Shows or hides the labels.</source>
        <translation>Blendet die Labels ein oder aus.</translation>
    </message>
    <message>
        <source>Show automatic s&amp;ketch</source>
        <translation>&amp;Automatische Skizze anzeigen</translation>
    </message>
    <message>
        <source>Shows or hides the automatic edges; the model still sees them.</source>
        <translation>Blendet die automatischen Kanten ein oder aus; das Modell sieht sie weiterhin.</translation>
    </message>
    <message>
        <source>Show pen s&amp;trokes</source>
        <translation>&amp;Stiftstriche anzeigen</translation>
    </message>
    <message>
        <source>Shows or hides the pen&apos;s strokes; the model still sees them.</source>
        <translation>Blendet die Stiftstriche ein oder aus; das Modell sieht sie weiterhin.</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About SonoSketch</source>
        <translation>&amp;Über SonoSketch</translation>
    </message>
    <message>
        <source>Says what this program is, and what it is not for.</source>
        <translation>Sagt, was dieses Programm ist und wofür es nicht gedacht ist.</translation>
    </message>
    <message>
        <source>Pre&amp;ferences…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>Theme, language and keys.</source>
        <translation>Farbschema, Sprache und Tasten.</translation>
    </message>
    <message>
        <source>Full s&amp;creen</source>
        <translation>Vollbil&amp;d</translation>
    </message>
    <message>
        <source>Gives the whole screen to the window, or takes it back.</source>
        <translation>Schaltet den Vollbildmodus ein oder aus.</translation>
    </message>
    <message>
        <source>&amp;Restore panels</source>
        <translation>Bedienfelder &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Brings every panel and toolbar back to its first place.</source>
        <translation>Bringt alle Bedienfelder und Werkzeugleisten an ihren ursprünglichen Platz zurück.</translation>
    </message>
    <message>
        <source>&amp;User guide</source>
        <translation>&amp;Benutzerhandbuch</translation>
    </message>
    <message>
        <source>A short illustrated tour.</source>
        <translation>Ein kurzer bebilderter Rundgang.</translation>
    </message>
    <message>
        <source>Lists every key, and changes them.</source>
        <translation>Zeigt alle Tasten und ändert sie.</translation>
    </message>
    <message>
        <source>&amp;Welcome page</source>
        <translation>&amp;Willkommensseite</translation>
    </message>
    <message>
        <source>Three real cases to start from, and your recent ones.</source>
        <translation>Drei echte Fälle für den Einstieg und die zuletzt verwendeten.</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>&amp;Neu</translation>
    </message>
    <message>
        <source>Starts an empty case with the present palette.</source>
        <translation>Beginnt einen leeren Fall mit der aktuellen Palette.</translation>
    </message>
    <message>
        <source>New from &amp;image…</source>
        <translation>Neu aus &amp;Bild…</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Öffnen…</translation>
    </message>
    <message>
        <source>Opens a project, a case, layers or a picture.</source>
        <translation>Öffnet ein Projekt, einen Fall, Ebenen oder ein Bild.</translation>
    </message>
    <message>
        <source>Open &amp;case folder…</source>
        <translation>&amp;Fallordner öffnen…</translation>
    </message>
    <message>
        <source>Import &amp;layers…</source>
        <translation>&amp;Ebenen importieren…</translation>
    </message>
    <message>
        <source>Takes labels, sketch and field of view from an OpenRaster file that another program painted.</source>
        <translation>Übernimmt Labels, Skizze und Bildfeld aus einer OpenRaster-Datei eines anderen Programms.</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Says where the case is saved, or asks for a place; every step is saved by itself.</source>
        <translation>Zeigt, wo der Fall gespeichert ist, oder fragt nach einem Ort; jeder Schritt wird automatisch gespeichert.</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Speichern &amp;unter…</translation>
    </message>
    <message>
        <source>Copies the project with all its steps and goes on there.</source>
        <translation>Kopiert das Projekt mit allen Schritten und arbeitet dort weiter.</translation>
    </message>
    <message>
        <source>&amp;Export case folder…</source>
        <translation>Fallordner e&amp;xportieren…</translation>
    </message>
    <message>
        <source>Writes source, labels, sketch and field of view as pictures.</source>
        <translation>Schreibt Quellbild, Labels, Skizze und Bildfeld als Bilder.</translation>
    </message>
    <message>
        <source>Export la&amp;yers…</source>
        <translation>Ebenen ex&amp;portieren…</translation>
    </message>
    <message>
        <source>Writes an OpenRaster file with a layer for each label, for Krita or GIMP.</source>
        <translation>Schreibt eine OpenRaster-Datei mit einer Ebene je Label, für Krita oder GIMP.</translation>
    </message>
    <message>
        <source>Export contact s&amp;heet…</source>
        <translation>&amp;Kontaktabzug exportieren…</translation>
    </message>
    <message>
        <source>Writes the pictures of the steps that led here as one PNG; while the history shows pinned steps only, of those.</source>
        <translation>Schreibt die Bilder der Schritte bis hierher als ein PNG; zeigt der Verlauf nur angeheftete Schritte, dann nur deren Bilder.</translation>
    </message>
    <message>
        <source>Export s&amp;tory…</source>
        <translation>Bildfol&amp;ge exportieren…</translation>
    </message>
    <message>
        <source>Writes the steps that led here, or the pinned ones while only they are shown, as animated GIF, WebM film or folder.</source>
        <translation>Schreibt die Schritte bis hierher – oder nur die angehefteten, wenn nur diese angezeigt werden – als animiertes GIF, WebM-Film oder Ordner.</translation>
    </message>
    <message>
        <source>Drops the stroke under the pen, or what the tool has pending, without a trace.</source>
        <translation>Verwirft den laufenden Strich oder die angefangene Werkzeugaktion spurlos.</translation>
    </message>
    <message>
        <source>&amp;Pin step</source>
        <translation>Schritt an&amp;heften</translation>
    </message>
    <message>
        <source>Pins the selected step of the history or lets it go: its picture is kept.</source>
        <translation>Heftet den im Verlauf gewählten Schritt an oder löst ihn: Sein Bild bleibt erhalten.</translation>
    </message>
    <message>
        <source>&amp;Name step…</source>
        <translation>Schritt &amp;benennen…</translation>
    </message>
    <message>
        <source>Gives the selected step of the history a name.</source>
        <translation>Gibt dem im Verlauf gewählten Schritt einen Namen.</translation>
    </message>
    <message>
        <source>N&amp;ote on step…</source>
        <translation>&amp;Notiz zum Schritt…</translation>
    </message>
    <message>
        <source>Writes a note on the selected step of the history.</source>
        <translation>Schreibt eine Notiz zum im Verlauf gewählten Schritt.</translation>
    </message>
    <message>
        <source>&amp;Delete branch</source>
        <translation>&amp;Zweig löschen</translation>
    </message>
    <message>
        <source>Deletes the selected step of the history and all that follows it.</source>
        <translation>Löscht den im Verlauf gewählten Schritt und alle folgenden.</translation>
    </message>
    <message>
        <source>Use the step&apos;s &amp;model</source>
        <translation>&amp;Modell des Schritts verwenden</translation>
    </message>
    <message>
        <source>Loads the model that the current step was made under.</source>
        <translation>Lädt das Modell, mit dem der aktuelle Schritt entstand.</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>Ve&amp;rgleichen</translation>
    </message>
    <message>
        <source>Shows the present picture beside a step of the history, the real scan or another model&apos;s picture.</source>
        <translation>Zeigt das aktuelle Bild neben einem Schritt des Verlaufs, der echten Aufnahme oder dem Bild eines anderen Modells.</translation>
    </message>
    <message>
        <source>Next way to co&amp;mpare</source>
        <translation>&amp;Nächste Vergleichsart</translation>
    </message>
    <message>
        <source>Side by side, wipe, blink, difference.</source>
        <translation>Nebeneinander, Wischen, Blinken, Differenz.</translation>
    </message>
    <message>
        <source>S&amp;wap compared pictures</source>
        <translation>Verglichene Bilder &amp;tauschen</translation>
    </message>
    <message>
        <source>Exchanges the two pictures that are compared.</source>
        <translation>Vertauscht die beiden verglichenen Bilder.</translation>
    </message>
    <message>
        <source>Export as &amp;DICOM…</source>
        <translation>Als DI&amp;COM exportieren…</translation>
    </message>
    <message>
        <source>Writes the synthetic picture, and the labels if wanted, as DICOM files with a synthetic patient.</source>
        <translation>Schreibt das synthetische Bild und auf Wunsch die Labels als DICOM-Dateien mit einem synthetischen Patienten.</translation>
    </message>
    <message>
        <source>Send to PACS archi&amp;ve…</source>
        <translation>An PACS-&amp;Archiv senden…</translation>
    </message>
    <message>
        <source>Sends the synthetic picture, and the labels if wanted, to an archive over the network.</source>
        <translation>Sendet das synthetische Bild und auf Wunsch die Labels über das Netzwerk an ein Archiv.</translation>
    </message>
    <message>
        <source>Export image se&amp;t…</source>
        <translation>Bildersa&amp;tz exportieren…</translation>
    </message>
    <message>
        <source>Makes a labelled set of synthetic images from cases, by a recipe of variations.</source>
        <translation>Erzeugt aus Fällen einen gelabelten Satz synthetischer Bilder nach einem Rezept von Variationen.</translation>
    </message>
    <message>
        <source>&amp;Read a study…</source>
        <translation>Studie &amp;lesen…</translation>
    </message>
    <message>
        <source>Opens the reading window of a reader study: real or synthesised?</source>
        <translation>Öffnet das Lesefenster einer Leserstudie: echt oder synthetisch?</translation>
    </message>
    <message>
        <source>&amp;Make a study…</source>
        <translation>Studie &amp;erstellen…</translation>
    </message>
    <message>
        <source>Draws, shuffles and strips pictures into a blinded reader study, with its answer key apart.</source>
        <translation>Zieht, mischt und bereinigt Bilder zu einer verblindeten Leserstudie mit getrenntem Lösungsschlüssel.</translation>
    </message>
    <message>
        <source>Re&amp;port…</source>
        <translation>&amp;Bericht…</translation>
    </message>
    <message>
        <source>Joins the readers&apos; answers with the key: accuracy, ROC, agreement, times.</source>
        <translation>Führt die Antworten der Leser mit dem Schlüssel zusammen: Genauigkeit, ROC, Übereinstimmung, Zeiten.</translation>
    </message>
    <message>
        <source>&amp;Find and paint</source>
        <translation>&amp;Finden und malen</translation>
    </message>
    <message>
        <source>Paint the lesion of a picture and name its class; the answer is scored.</source>
        <translation>Die Läsion eines Bilds malen und ihre Klasse nennen; die Antwort wird bewertet.</translation>
    </message>
    <message>
        <source>&amp;Spot the change</source>
        <translation>&amp;Unterschied finden</translation>
    </message>
    <message>
        <source>Click on what differs between two pictures of one case.</source>
        <translation>Anklicken, worin sich zwei Bilder eines Falls unterscheiden.</translation>
    </message>
    <message>
        <source>&amp;Measure it</source>
        <translation>&amp;Messen</translation>
    </message>
    <message>
        <source>Set calipers on a lesion whose size is known.</source>
        <translation>Messstrecken an eine Läsion bekannter Größe legen.</translation>
    </message>
    <message>
        <source>&amp;What if…</source>
        <translation>&amp;Was wäre, wenn…</translation>
    </message>
    <message>
        <source>Lessons: drag a slider and watch the picture change.</source>
        <translation>Lektionen: einen Regler ziehen und zusehen, wie sich das Bild ändert.</translation>
    </message>
    <message>
        <source>&amp;Progress</source>
        <translation>Fort&amp;schritt</translation>
    </message>
    <message>
        <source>What was practised so far: plots, replays, a table.</source>
        <translation>Was bisher geübt wurde: Diagramme, Wiederholungen, eine Tabelle.</translation>
    </message>
    <message>
        <source>&amp;Lesson editor</source>
        <translation>&amp;Lektionseditor</translation>
    </message>
    <message>
        <source>Makes a lesson from the open case.</source>
        <translation>Macht aus dem geöffneten Fall eine Lektion.</translation>
    </message>
</context>
<context>
    <name>sonosketch::CommandTable</name>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>Ctrl held</source>
        <translation>Strg gedrückt</translation>
    </message>
    <message>
        <source>Space held</source>
        <translation>Leertaste gedrückt</translation>
    </message>
    <message>
        <source>Any tool pans</source>
        <translation>Jedes Werkzeug verschiebt die Ansicht</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>Rechtsklick</translation>
    </message>
    <message>
        <source>Pick the label under the pointer</source>
        <translation>Label unter dem Zeiger aufnehmen</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>Zoom am Zeiger</translation>
    </message>
    <message>
        <source>Shift+Wheel</source>
        <translation>Umschalt+Mausrad</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>Pinselgröße</translation>
    </message>
    <message>
        <source>Middle button</source>
        <translation>Mittlere Maustaste</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Ansicht verschieben</translation>
    </message>
    <message>
        <source>Any brush or shape erases</source>
        <translation>Jeder Pinsel und jede Form radiert</translation>
    </message>
    <message>
        <source>Shift held</source>
        <translation>Umschalt gedrückt</translation>
    </message>
    <message>
        <source>Circle, square, angles of 15 degrees, size in proportion</source>
        <translation>Kreis, Quadrat, Winkel in 15-Grad-Schritten, proportionale Größe</translation>
    </message>
    <message>
        <source>Alt held</source>
        <translation>Alt gedrückt</translation>
    </message>
    <message>
        <source>Ellipse and rectangle from the middle</source>
        <translation>Ellipse und Rechteck von der Mitte aus</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabetaste</translation>
    </message>
    <message>
        <source>Ends a polygon or curve, puts a moved object down</source>
        <translation>Schließt Polygon oder Kurve ab, setzt ein verschobenes Objekt ab</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Rücktaste</translation>
    </message>
    <message>
        <source>Takes back the last corner</source>
        <translation>Nimmt die letzte Ecke zurück</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <source>Move the selected object by a pixel, with Shift by ten</source>
        <translation>Verschieben das gewählte Objekt um ein Pixel, mit Umschalt um zehn</translation>
    </message>
    <message>
        <source>Space held in the comparison</source>
        <translation>Leertaste gedrückt im Vergleich</translation>
    </message>
    <message>
        <source>While blinking: the other picture</source>
        <translation>Beim Blinken: das andere Bild</translation>
    </message>
</context>
<context>
    <name>sonosketch::ComparePane</name>
    <message>
        <source>Left picture</source>
        <translation>Linkes Bild</translation>
    </message>
    <message>
        <source>Right picture</source>
        <translation>Rechtes Bild</translation>
    </message>
    <message>
        <source>Wheel, plus and minus zoom both pictures, Home shows all; the arrow keys move the divider.</source>
        <translation>Mausrad, Plus und Minus zoomen beide Bilder, Pos1 zeigt alles; die Pfeiltasten verschieben die Trennlinie.</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>Messwerte</translation>
    </message>
    <message>
        <source>Rendering</source>
        <translation>Berechnung</translation>
    </message>
    <message>
        <source>A picture is being rendered; closing the comparison cancels it.</source>
        <translation>Ein Bild wird berechnet; Schließen des Vergleichs bricht es ab.</translation>
    </message>
    <message>
        <source>not for diagnosis</source>
        <translation>nicht zur Diagnose</translation>
    </message>
    <message>
        <source>Rendering…</source>
        <translation>Wird berechnet…</translation>
    </message>
    <message>
        <source>%1   |   %2</source>
        <translation>%1   |   %2</translation>
    </message>
    <message>
        <source>Difference: %1   −   %2</source>
        <translation>Differenz: %1   −   %2</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Wird gemessen…</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>Wischen</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>Blinken</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>Both pictures, with the same zoom and a cross at the same place.</source>
        <translation>Beide Bilder mit gleichem Zoom und einem Kreuz an gleicher Stelle.</translation>
    </message>
    <message>
        <source>One picture over the other; drag the divider, or move it with the arrow keys.</source>
        <translation>Ein Bild über dem anderen; die Trennlinie ziehen oder mit den Pfeiltasten verschieben.</translation>
    </message>
    <message>
        <source>One picture after the other. Hold the space bar to flip by hand.</source>
        <translation>Ein Bild nach dem anderen. Leertaste gedrückt halten, um von Hand zu wechseln.</translation>
    </message>
    <message>
        <source>Where the pictures differ, and by how many grey levels.</source>
        <translation>Wo die Bilder voneinander abweichen und um wie viele Graustufen.</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>How long each picture is shown while they blink.</source>
        <translation>Wie lange jedes Bild beim Blinken gezeigt wird.</translation>
    </message>
    <message>
        <source>Changed above</source>
        <translation>Geändert über</translation>
    </message>
    <message>
        <source> levels</source>
        <translation> Stufen</translation>
    </message>
    <message>
        <source>Pixels that differ by more grey levels than this count as changed.</source>
        <translation>Pixel, die um mehr Graustufen abweichen, gelten als geändert.</translation>
    </message>
    <message>
        <source>The present picture, the real scan, another model on the same condition, or a step of the history.</source>
        <translation>Das aktuelle Bild, die echte Aufnahme, ein anderes Modell mit derselben Bedingung oder ein Schritt des Verlaufs.</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Tauschen</translation>
    </message>
    <message>
        <source>Exchanges the two pictures.</source>
        <translation>Vertauscht die beiden Bilder.</translation>
    </message>
    <message>
        <source>Model from a folder…</source>
        <translation>Modell aus einem Ordner…</translation>
    </message>
    <message>
        <source>∞</source>
        <translation>∞</translation>
    </message>
    <message>
        <source>nothing differs by more than %1 levels</source>
        <translation>nichts weicht um mehr als %1 Stufen ab</translation>
    </message>
    <message>
        <source>changed by more than %1 levels: %2 % of the pixels, within x %3–%4, y %5–%6</source>
        <translation>um mehr als %1 Stufen geändert: %2 % der Pixel, im Bereich x %3–%4, y %5–%6</translation>
    </message>
    <message>
        <source>PSNR %1 dB · SSIM %2 · %3</source>
        <translation>PSNR %1 dB · SSIM %2 · %3</translation>
    </message>
</context>
<context>
    <name>sonosketch::Comparison</name>
    <message>
        <source>Present picture – synthesised by %1</source>
        <translation>Aktuelles Bild – synthetisch, Modell: %1</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>Real scan – %1</source>
        <translation>Echte Aufnahme – %1</translation>
    </message>
    <message>
        <source>Present condition – synthesised by %1</source>
        <translation>Aktuelle Bedingung – synthetisch, Modell: %1</translation>
    </message>
    <message>
        <source>A step that was deleted</source>
        <translation>Ein gelöschter Schritt</translation>
    </message>
    <message>
        <source>case opened</source>
        <translation>Fall geöffnet</translation>
    </message>
    <message>
        <source>Step %1, %2 – synthesised by %3</source>
        <translation>Schritt %1, %2 – synthetisch, Modell: %3</translation>
    </message>
    <message>
        <source>There is no picture yet</source>
        <translation>Es gibt noch kein Bild</translation>
    </message>
    <message>
        <source>This case has no scan</source>
        <translation>Dieser Fall hat keine Aufnahme</translation>
    </message>
    <message>
        <source>This step was deleted</source>
        <translation>Dieser Schritt wurde gelöscht</translation>
    </message>
    <message>
        <source>Waiting for the end of the stroke</source>
        <translation>Warten auf das Ende des Strichs</translation>
    </message>
    <message>
        <source>The model is not known here</source>
        <translation>Das Modell ist hier nicht bekannt</translation>
    </message>
    <message>
        <source>Waiting for the exact picture</source>
        <translation>Warten auf das exakte Bild</translation>
    </message>
</context>
<context>
    <name>sonosketch::ConditionCanvas</name>
    <message>
        <source>Condition canvas</source>
        <translation>Zeichenfläche der Bedingung</translation>
    </message>
    <message>
        <source>Source image with labels and sketch; paint here.</source>
        <translation>Quellbild mit Labels und Skizze; hier wird gemalt.</translation>
    </message>
</context>
<context>
    <name>sonosketch::DicomDialogTexts</name>
    <message>
        <source>Secondary Capture (every archive takes it)</source>
        <translation>Secondary Capture (nimmt jedes Archiv an)</translation>
    </message>
    <message>
        <source>Ultrasound Image (keeps the scale for measuring)</source>
        <translation>Ultrasound Image (behält den Maßstab zum Messen)</translation>
    </message>
    <message>
        <source>Kind of object</source>
        <translation>Art des Objekts</translation>
    </message>
    <message>
        <source>Labels too, as a DICOM Segmentation</source>
        <translation>Auch die Labels, als DICOM Segmentation</translation>
    </message>
    <message>
        <source>Labels too</source>
        <translation>Auch die Labels</translation>
    </message>
</context>
<context>
    <name>sonosketch::DicomExportDialog</name>
    <message>
        <source>Export as DICOM</source>
        <translation>Als DICOM exportieren</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>The files name a synthetic patient and say in their elements, and by the mark in the picture, that no scanner made them.</source>
        <translation>Die Dateien nennen einen synthetischen Patienten und sagen in ihren Elementen und durch die Kennzeichnung im Bild, dass kein Ultraschallgerät sie aufgenommen hat.</translation>
    </message>
</context>
<context>
    <name>sonosketch::DicomSendDialog</name>
    <message>
        <source>&amp;Test</source>
        <translation>&amp;Testen</translation>
    </message>
    <message>
        <source>Send to PACS archive</source>
        <translation>An PACS-Archiv senden</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Name or address of the archive&apos;s machine.</source>
        <translation>Name oder Adresse des Archivrechners.</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>The archive&apos;s DICOM port, often 104 or 11112.</source>
        <translation>Der DICOM-Port des Archivs, oft 104 oder 11112.</translation>
    </message>
    <message>
        <source>Archive&apos;s AE title</source>
        <translation>AE-Titel des Archivs</translation>
    </message>
    <message>
        <source>The name that the archive has in DICOM.</source>
        <translation>Der Name des Archivs in DICOM.</translation>
    </message>
    <message>
        <source>Own AE title</source>
        <translation>Eigener AE-Titel</translation>
    </message>
    <message>
        <source>The name that we have in DICOM; many archives keep a list of those they know.</source>
        <translation>Der eigene Name in DICOM; viele Archive führen eine Liste der ihnen bekannten Namen.</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Asks the archive whether it is there.</source>
        <translation>Fragt das Archiv, ob es erreichbar ist.</translation>
    </message>
    <message>
        <source>Host and port</source>
        <translation>Host und Port</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>&amp;Senden</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Anfrage läuft…</translation>
    </message>
    <message>
        <source>Asking the archive</source>
        <translation>Archiv wird angefragt</translation>
    </message>
    <message>
        <source>The archive answers.</source>
        <translation>Das Archiv antwortet.</translation>
    </message>
</context>
<context>
    <name>sonosketch::EditorSession</name>
    <message>
        <source>Import mask: %1</source>
        <translation>Maske importieren: %1</translation>
    </message>
    <message>
        <source>Automatic sketch settings</source>
        <translation>Einstellungen der automatischen Skizze</translation>
    </message>
    <message>
        <source>Automatic sketch on</source>
        <translation>Automatische Skizze ein</translation>
    </message>
    <message>
        <source>Automatic sketch off</source>
        <translation>Automatische Skizze aus</translation>
    </message>
    <message>
        <source>Clear labels</source>
        <translation>Labels löschen</translation>
    </message>
    <message>
        <source>Clear sketch strokes</source>
        <translation>Skizzenstriche löschen</translation>
    </message>
    <message>
        <source>Import sketch: %1</source>
        <translation>Skizze importieren: %1</translation>
    </message>
</context>
<context>
    <name>sonosketch::ExportPanel</name>
    <message>
        <source>Export image set</source>
        <translation>Bildersatz exportieren</translation>
    </message>
    <message>
        <source>Variations</source>
        <translation>Variationen</translation>
    </message>
    <message>
        <source>Images made</source>
        <translation>Erzeugte Bilder</translation>
    </message>
    <message>
        <source>Make images</source>
        <translation>Bilder erzeugen</translation>
    </message>
    <message>
        <source>Writes the set in the background; you can go on editing.</source>
        <translation>Schreibt den Bildersatz im Hintergrund; das Bearbeiten kann weitergehen.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stops; what is there stays, and can be gone on with.</source>
        <translation>Bricht ab; was schon da ist, bleibt und kann fortgesetzt werden.</translation>
    </message>
    <message>
        <source>%1 of %2 images</source>
        <translation>%1 von %2 Bildern</translation>
    </message>
    <message>
        <source>The set is complete: &lt;a href=&quot;%1&quot;&gt;%2&lt;/a&gt;</source>
        <translation>Der Bildersatz ist vollständig: &lt;a href=&quot;%1&quot;&gt;%2&lt;/a&gt;</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2 images. &quot;Go on&quot; makes the rest.</source>
        <translation>Nach %1 von %2 Bildern abgebrochen. „Fortsetzen“ erzeugt den Rest.</translation>
    </message>
    <message>
        <source>The pictures are synthetic; the set&apos;s files say so. Not for diagnosis.</source>
        <translation>Die Bilder sind synthetisch; die Dateien des Bildersatzes sagen es. Nicht zur Diagnose.</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Bildersatz</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Equal seeds give equal images.</source>
        <translation>Gleiche Startwerte ergeben gleiche Bilder.</translation>
    </message>
    <message>
        <source>a new folder</source>
        <translation>ein neuer Ordner</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Layouts</source>
        <translation>Formate</translation>
    </message>
    <message>
        <source>Folder for the image set</source>
        <translation>Ordner für den Bildersatz</translation>
    </message>
    <message>
        <source>The model has not loaded yet</source>
        <translation>Das Modell ist noch nicht geladen</translation>
    </message>
    <message>
        <source>The sources are read and the model is loading…</source>
        <translation>Quellen und Modell werden geladen…</translation>
    </message>
    <message>
        <source>Goes on with the set in this folder that was stopped, with the settings it was begun with.</source>
        <translation>Setzt den abgebrochenen Bildersatz in diesem Ordner fort, mit den Einstellungen, mit denen er begonnen wurde.</translation>
    </message>
    <message>
        <source>In all; they go round the sources. Cases that are not varied give one each.</source>
        <translation>Insgesamt; die Quellen kommen reihum dran. Fälle, die nicht variiert werden, ergeben je eines.</translation>
    </message>
    <message>
        <source>The set is written here: a new or empty folder, or that of a set to go on with.</source>
        <translation>Hierhin wird der Bildersatz geschrieben: ein neuer oder leerer Ordner oder der eines Satzes, der fortgesetzt werden soll.</translation>
    </message>
    <message>
        <source>An unfinished set is in this folder: %1 images of %2 sources. &quot;Go on&quot; makes the rest as it was begun.</source>
        <translation>In diesem Ordner liegt ein unfertiger Bildersatz: %1 Bilder aus %2 Quellen. „Fortsetzen“ erzeugt den Rest, wie er begonnen wurde.</translation>
    </message>
    <message>
        <source>Its sources were in %1, which is not there: choose under Sources where they are.</source>
        <translation>Seine Quellen lagen in %1; das ist nicht da: unter Quellen wählen, wo sie liegen.</translation>
    </message>
</context>
<context>
    <name>sonosketch::ExportRecipeBox</name>
    <message>
        <source>Variations</source>
        <translation>Variationen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>What the controls below start from.</source>
        <translation>Wovon die Regler darunter ausgehen.</translation>
    </message>
    <message>
        <source>The program&apos;s recipe</source>
        <translation>Rezept des Programms</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>Unverändert</translation>
    </message>
    <message>
        <source>Recipe file:</source>
        <translation>Rezeptdatei:</translation>
    </message>
    <message>
        <source>a .toml file</source>
        <translation>eine .toml-Datei</translation>
    </message>
    <message>
        <source>Recipe file</source>
        <translation>Rezeptdatei</translation>
    </message>
    <message>
        <source>A recipe as the command line takes it, in TOML.</source>
        <translation>Ein Rezept, wie es auch die Befehlszeile nimmt, in TOML.</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>Wählen: %1</translation>
    </message>
    <message>
        <source>Recipe of variations</source>
        <translation>Rezept der Variationen</translation>
    </message>
    <message>
        <source>Recipes (*.toml)</source>
        <translation>Rezepte (*.toml)</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>How far objects move at most, in parts of the picture&apos;s width.</source>
        <translation>Wie weit Objekte höchstens verschoben werden, als Anteil der Bildbreite.</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Drehen</translation>
    </message>
    <message>
        <source> °</source>
        <translation> °</translation>
    </message>
    <message>
        <source>How far objects turn at most, to either side.</source>
        <translation>Wie weit Objekte höchstens gedreht werden, in beide Richtungen.</translation>
    </message>
    <message>
        <source>Stretch</source>
        <translation>Strecken</translation>
    </message>
    <message>
        <source>How much objects get wider or narrower at most, against their height.</source>
        <translation>Wie viel breiter oder schmaler Objekte höchstens werden, gegenüber ihrer Höhe.</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>Größe ändern</translation>
    </message>
    <message>
        <source>How much objects grow or shrink at most.</source>
        <translation>Wie stark Objekte höchstens wachsen oder schrumpfen.</translation>
    </message>
    <message>
        <source>Bend</source>
        <translation>Verbiegen</translation>
    </message>
    <message>
        <source>How far outlines are bent at most, with the tissue around them.</source>
        <translation>Wie weit Umrisse höchstens verbogen werden, samt dem Gewebe um sie herum.</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>Ausschnitt</translation>
    </message>
    <message>
        <source>How much a part of the picture is enlarged at most, where one is cut out.</source>
        <translation>Wie stark ein Ausschnitt des Bildes höchstens vergrößert wird, wo einer gewählt wird.</translation>
    </message>
    <message>
        <source>New lesions</source>
        <translation>Neue Läsionen</translation>
    </message>
    <message>
        <source>In how many of the images something is added.</source>
        <translation>In wie vielen der Bilder etwas hinzugefügt wird.</translation>
    </message>
    <message>
        <source>Remove lesions</source>
        <translation>Läsionen entfernen</translation>
    </message>
    <message>
        <source>How many of the lesions are taken away.</source>
        <translation>Wie viele der Läsionen weggenommen werden.</translation>
    </message>
    <message>
        <source>Other class</source>
        <translation>Andere Klasse</translation>
    </message>
    <message>
        <source>How many of the lesions get another class of their group in the recipe; off where it has no groups.</source>
        <translation>Wie viele der Läsionen eine andere Klasse ihrer Gruppe im Rezept bekommen; aus, wo es keine Gruppen hat.</translation>
    </message>
    <message>
        <source>Leave out lines</source>
        <translation>Linien weglassen</translation>
    </message>
    <message>
        <source>How many lines of the sketch are left out at most.</source>
        <translation>Wie viele Linien der Skizze höchstens weggelassen werden.</translation>
    </message>
    <message>
        <source>Shaky lines</source>
        <translation>Zittrige Linien</translation>
    </message>
    <message>
        <source>How far lines of the sketch leave the anatomy at most.</source>
        <translation>Wie weit Linien der Skizze höchstens von der Anatomie abweichen.</translation>
    </message>
    <message>
        <source>Mirror half of them</source>
        <translation>Die Hälfte spiegeln</translation>
    </message>
    <message>
        <source>Turns left and right of every second image, drawn at random.</source>
        <translation>Vertauscht bei jedem zweiten, zufällig gezogenen Bild links und rechts.</translation>
    </message>
    <message>
        <source>Vary edges</source>
        <translation>Kanten variieren</translation>
    </message>
    <message>
        <source>Draws the settings of the automatic sketch as the recipe says; without it the edges are found as in each of the cases.</source>
        <translation>Zieht die Einstellungen der automatischen Skizze nach dem Rezept; ohne das werden die Kanten wie in jedem der Fälle gesucht.</translation>
    </message>
    <message>
        <source>Originals too</source>
        <translation>Auch Originale</translation>
    </message>
    <message>
        <source>The first image of each case shows it as it is.</source>
        <translation>Das erste Bild jedes Falls zeigt ihn, wie er ist.</translation>
    </message>
    <message>
        <source>. Correct the file or choose another one</source>
        <translation>. Die Datei verbessern oder eine andere wählen</translation>
    </message>
    <message>
        <source>%1. The recipe stays as it was.</source>
        <translation>%1. Das Rezept bleibt, wie es war.</translation>
    </message>
    <message>
        <source>Of an earlier set</source>
        <translation>Von einem früheren Satz</translation>
    </message>
    <message>
        <source>No recipe file is named</source>
        <translation>Keine Rezeptdatei genannt</translation>
    </message>
    <message>
        <source>Name one, or choose another recipe</source>
        <translation>Eine nennen oder ein anderes Rezept wählen</translation>
    </message>
</context>
<context>
    <name>sonosketch::ExportSourcesBox</name>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>This case</source>
        <translation>Dieser Fall</translation>
    </message>
    <message>
        <source>The case as it is on show now.</source>
        <translation>Der Fall, wie er jetzt angezeigt wird.</translation>
    </message>
    <message>
        <source>Pinned steps</source>
        <translation>Angeheftete Schritte</translation>
    </message>
    <message>
        <source>Every step of the history that is pinned.</source>
        <translation>Jeder angeheftete Schritt des Verlaufs.</translation>
    </message>
    <message>
        <source>All steps</source>
        <translation>Alle Schritte</translation>
    </message>
    <message>
        <source>Every step of the history.</source>
        <translation>Jeder Schritt des Verlaufs.</translation>
    </message>
    <message>
        <source>Bundled cases</source>
        <translation>Mitgelieferte Fälle</translation>
    </message>
    <message>
        <source>The cases that come with the program.</source>
        <translation>Die Fälle, die zum Programm gehören.</translation>
    </message>
    <message>
        <source>Folder of cases</source>
        <translation>Ordner mit Fällen</translation>
    </message>
    <message>
        <source>Each case folder in a folder.</source>
        <translation>Jeder Fallordner in einem Ordner.</translation>
    </message>
    <message>
        <source>A folder that holds case folders</source>
        <translation>Ein Ordner, in dem Fallordner liegen</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>An imported data set: a folder that holds manifest.json.</source>
        <translation>Ein importierter Datensatz: ein Ordner mit manifest.json.</translation>
    </message>
    <message>
        <source>Folder of the data set</source>
        <translation>Ordner des Datensatzes</translation>
    </message>
    <message>
        <source>A folder that holds manifest.json</source>
        <translation>Ein Ordner mit manifest.json</translation>
    </message>
    <message>
        <source>Parts of the data set</source>
        <translation>Teile des Datensatzes</translation>
    </message>
    <message>
        <source>Only examples of these parts; they stay in them.</source>
        <translation>Nur Beispiele aus diesen Teilen; sie bleiben darin.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>Wählen: %1</translation>
    </message>
    <message>
        <source>No data set is named</source>
        <translation>Kein Datensatz genannt</translation>
    </message>
    <message>
        <source>Name a folder that holds manifest.json</source>
        <translation>Einen Ordner mit manifest.json nennen</translation>
    </message>
    <message>
        <source>No part of the data set is chosen</source>
        <translation>Kein Teil des Datensatzes gewählt</translation>
    </message>
    <message>
        <source>Tick one under Sources</source>
        <translation>Unter Quellen einen ankreuzen</translation>
    </message>
</context>
<context>
    <name>sonosketch::FileStatus</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Gives up what is being read; nothing is changed.</source>
        <translation>Bricht das Lesen ab; nichts wird geändert.</translation>
    </message>
    <message>
        <source>State of saving</source>
        <translation>Speicherstand</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>Speichert %1</translation>
    </message>
    <message>
        <source>No changes</source>
        <translation>Keine Änderungen</translation>
    </message>
    <message>
        <source>Every step is saved by itself; there is none yet.</source>
        <translation>Jeder Schritt wird automatisch gespeichert; noch gibt es keinen.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Every step is saved by itself, until the case gets a name in %1.</source>
        <translation>Jeder Schritt wird automatisch in %1 gespeichert, bis der Fall einen Namen bekommt.</translation>
    </message>
    <message>
        <source>Every step is saved in %1.</source>
        <translation>Jeder Schritt wird in %1 gespeichert.</translation>
    </message>
    <message>
        <source>Steps on their way to the disk.</source>
        <translation>Schritte, die noch geschrieben werden.</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>Nicht gespeichert: %1</translation>
    </message>
</context>
<context>
    <name>sonosketch::FrameDialog</name>
    <message>
        <source>Choose a frame of %1</source>
        <translation>Einzelbild aus %1 wählen</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Einzelbild</translation>
    </message>
    <message>
        <source> of %1</source>
        <translation> von %1</translation>
    </message>
    <message>
        <source>Goes through the frames of the film.</source>
        <translation>Geht durch die Einzelbilder des Films.</translation>
    </message>
    <message>
        <source>Number of the frame</source>
        <translation>Nummer des Einzelbilds</translation>
    </message>
    <message>
        <source>The frame that becomes the new case.</source>
        <translation>Das Einzelbild, das der neue Fall wird.</translation>
    </message>
    <message>
        <source>The patient&apos;s name and number stay in the file; only the picture within the scan sector becomes the case.</source>
        <translation>Name und Nummer des Patienten bleiben in der Datei; nur das Bild innerhalb des Schallsektors wird der Fall.</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Frame %1</source>
        <translation>Einzelbild %1</translation>
    </message>
</context>
<context>
    <name>sonosketch::HelpWindow</name>
    <message>
        <source>User guide – SonoSketch</source>
        <translation>Benutzerhandbuch – SonoSketch</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>Benutzerhandbuch</translation>
    </message>
    <message>
        <source>&lt;p&gt;The guide is missing: %1&lt;/p&gt;</source>
        <translation>&lt;p&gt;Das Handbuch fehlt: %1&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>sonosketch::HistoryDelegate</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the step</source>
        <translation>Name des Schritts</translation>
    </message>
    <message>
        <source>Enter keeps the name, Escape leaves it as it was.</source>
        <translation>Eingabetaste übernimmt den Namen, Esc lässt ihn unverändert.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note of the step</source>
        <translation>Notiz zum Schritt</translation>
    </message>
    <message>
        <source>Enter keeps the note, Shift+Enter begins a new line, Escape leaves it as it was.</source>
        <translation>Eingabetaste übernimmt die Notiz, Umschalt+Eingabetaste beginnt eine neue Zeile, Esc lässt sie unverändert.</translation>
    </message>
</context>
<context>
    <name>sonosketch::HistoryModel</name>
    <message>
        <source>Case opened</source>
        <translation>Fall geöffnet</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;Step %2, made at %3</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;Schritt %2, erstellt: %3</translation>
    </message>
    <message>
        <source>on the way here</source>
        <translation>auf dem Weg hierher</translation>
    </message>
    <message>
        <source>current</source>
        <translation>aktuell</translation>
    </message>
    <message>
        <source>ahead, redo leads there</source>
        <translation>voraus, per Wiederholen erreichbar</translation>
    </message>
    <message>
        <source>on another branch</source>
        <translation>auf einem anderen Zweig</translation>
    </message>
    <message>
        <source>Step %1: %2%3, %4%5</source>
        <translation>Schritt %1: %2%3, %4%5</translation>
    </message>
    <message>
        <source>, named %1</source>
        <translation>, benannt %1</translation>
    </message>
    <message>
        <source>, pinned</source>
        <translation>, angeheftet</translation>
    </message>
</context>
<context>
    <name>sonosketch::HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Click a step to go there; later steps stay and can be reached again.</source>
        <translation>Ein Klick auf einen Schritt führt dorthin; spätere Schritte bleiben erreichbar.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Size of the history</source>
        <translation>Umfang des Verlaufs</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Shows the steps whose text, name or note holds these words.</source>
        <translation>Zeigt die Schritte, deren Text, Name oder Notiz diese Wörter enthält.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>Shows all steps again.</source>
        <translation>Zeigt wieder alle Schritte.</translation>
    </message>
    <message>
        <source>Pinned only</source>
        <translation>Nur angeheftete</translation>
    </message>
    <message>
        <source>Shows the pinned steps alone.</source>
        <translation>Zeigt nur die angehefteten Schritte.</translation>
    </message>
    <message>
        <source>All steps</source>
        <translation>Alle Schritte</translation>
    </message>
    <message>
        <source>The corner of the table of steps.</source>
        <translation>Die Ecke der Tabelle der Schritte.</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 Schritt</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 Schritte</translation>
    </message>
    <message>
        <source>1 branch</source>
        <translation>1 Zweig</translation>
    </message>
    <message>
        <source>%1 branches</source>
        <translation>%1 Zweige</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>%1, %2 pinned. Held: edits %3, pictures %4, thumbnails %5.</source>
        <translation>%1, %2 angeheftet. Belegt: Änderungen %3, Bilder %4, Vorschaubilder %5.</translation>
    </message>
    <message>
        <source>Pinned step %1</source>
        <translation>Schritt %1 angeheftet</translation>
    </message>
    <message>
        <source>Unpinned step %1</source>
        <translation>Schritt %1 gelöst</translation>
    </message>
    <message>
        <source>The filter hides this step.</source>
        <translation>Der Filter blendet diesen Schritt aus.</translation>
    </message>
    <message>
        <source>&amp;Go to this step</source>
        <translation>&amp;Zu diesem Schritt gehen</translation>
    </message>
    <message>
        <source>Un&amp;pin</source>
        <translation>&amp;Lösen</translation>
    </message>
    <message>
        <source>&amp;Pin</source>
        <translation>An&amp;heften</translation>
    </message>
    <message>
        <source>&amp;Name…</source>
        <translation>&amp;Benennen…</translation>
    </message>
    <message>
        <source>N&amp;ote…</source>
        <translation>&amp;Notiz…</translation>
    </message>
    <message>
        <source>&amp;Compare with the present picture</source>
        <translation>Mit dem aktuellen Bild &amp;vergleichen</translation>
    </message>
    <message>
        <source>Compare with the real &amp;scan</source>
        <translation>Mit der &amp;echten Aufnahme vergleichen</translation>
    </message>
    <message>
        <source>Use this step&apos;s &amp;model</source>
        <translation>&amp;Modell dieses Schritts verwenden</translation>
    </message>
    <message>
        <source>&amp;Delete this step and all that follows it</source>
        <translation>Diesen Schritt und alle &amp;folgenden löschen</translation>
    </message>
    <message>
        <source>Steps deleted: %1</source>
        <translation>Gelöschte Schritte: %1</translation>
    </message>
</context>
<context>
    <name>sonosketch::KeyMap</name>
    <message>
        <source>3D Slicer</source>
        <translation>3D Slicer</translation>
    </message>
    <message>
        <source>SonoSketch</source>
        <translation>SonoSketch</translation>
    </message>
</context>
<context>
    <name>sonosketch::KeyPage</name>
    <message>
        <source>Set</source>
        <translation>Zuweisen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Gives every command the keys of a program you know. Changes of your own are dropped.</source>
        <translation>Gibt allen Befehlen die Tasten eines bekannten Programms. Eigene Änderungen gehen verloren.</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Shows the commands and keys that hold this text.</source>
        <translation>Zeigt die Befehle und Tasten, die diesen Text enthalten.</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Choose a command, then press its new keys in the field below.</source>
        <translation>Befehl wählen, dann im Feld darunter die neuen Tasten drücken.</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>Neue Tasten</translation>
    </message>
    <message>
        <source>Click here and press the keys together.</source>
        <translation>Hier klicken und die Tasten gleichzeitig drücken.</translation>
    </message>
    <message>
        <source>Set keys</source>
        <translation>Tasten zuweisen</translation>
    </message>
    <message>
        <source>Replaces the keys of the chosen command.</source>
        <translation>Ersetzt die Tasten des gewählten Befehls.</translation>
    </message>
    <message>
        <source>Add keys</source>
        <translation>Tasten hinzufügen</translation>
    </message>
    <message>
        <source>Gives the chosen command one more key.</source>
        <translation>Gibt dem gewählten Befehl eine weitere Taste.</translation>
    </message>
    <message>
        <source>Takes all keys from the chosen command.</source>
        <translation>Nimmt dem gewählten Befehl alle Tasten.</translation>
    </message>
    <message>
        <source>Default keys</source>
        <translation>Standardtasten</translation>
    </message>
    <message>
        <source>Gives the chosen command the keys of the preset.</source>
        <translation>Gibt dem gewählten Befehl die Tasten der Vorlage.</translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation>Befehl oder Taste suchen</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation>&amp;Vorlage</translation>
    </message>
    <message>
        <source>New &amp;keys</source>
        <translation>&amp;Neue Tasten</translation>
    </message>
    <message>
        <source>%1 now means “%2”; that command would lose it.</source>
        <translation>%1 gehört derzeit zu „%2“; dieser Befehl würde die Taste verlieren.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 was taken from: %2</source>
        <translation>%1 gehört nicht mehr zu: %2</translation>
    </message>
</context>
<context>
    <name>sonosketch::LayerModel</name>
    <message>
        <source>Source image</source>
        <translation>Quellbild</translation>
    </message>
    <message>
        <source>Field of view</source>
        <translation>Bildfeld</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Automatic sketch</source>
        <translation>Automatische Skizze</translation>
    </message>
    <message>
        <source>Pen strokes</source>
        <translation>Stiftstriche</translation>
    </message>
</context>
<context>
    <name>sonosketch::LayersPanel</name>
    <message>
        <source>Show %1</source>
        <translation>%1 anzeigen</translation>
    </message>
    <message>
        <source>Shows or hides this layer; the model sees it all the same.</source>
        <translation>Blendet diese Ebene ein oder aus; das Modell sieht sie trotzdem.</translation>
    </message>
    <message>
        <source>Opacity of %1</source>
        <translation>Deckkraft: %1</translation>
    </message>
    <message>
        <source>How strongly this layer covers the ones below.</source>
        <translation>Wie stark diese Ebene die darunterliegenden verdeckt.</translation>
    </message>
</context>
<context>
    <name>sonosketch::LessonEditor</name>
    <message>
        <source>First step</source>
        <translation>Erster Schritt</translation>
    </message>
    <message>
        <source>A lesson has up to %1 steps.</source>
        <translation>Eine Lektion hat höchstens %1 Schritte.</translation>
    </message>
    <message>
        <source>New step</source>
        <translation>Neuer Schritt</translation>
    </message>
    <message>
        <source>A lesson has one step at least.</source>
        <translation>Eine Lektion hat mindestens einen Schritt.</translation>
    </message>
    <message>
        <source>What the slider changes</source>
        <translation>Was der Regler ändert</translation>
    </message>
    <message>
        <source>Size in per cent; wall, septum and papilla in pixels; septa by number; or the class.</source>
        <translation>Größe in Prozent; Wand, Septum und Papille in Pixeln; Septen als Anzahl; oder die Klasse.</translation>
    </message>
    <message>
        <source>Click on the lesion that the sliders change.</source>
        <translation>Die Läsion anklicken, die die Regler ändern.</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Gespeichert: %1</translation>
    </message>
    <message>
        <source>Opened: %1</source>
        <translation>Geöffnet: %1</translation>
    </message>
    <message>
        <source>Save lesson as a folder</source>
        <translation>Lektion als Ordner speichern</translation>
    </message>
    <message>
        <source>Open a lesson</source>
        <translation>Lektion öffnen</translation>
    </message>
    <message>
        <source>Try the lesson – SonoSketch</source>
        <translation>Lektion ausprobieren – SonoSketch</translation>
    </message>
    <message>
        <source>The lesson is not saved. Close again to drop it.</source>
        <translation>Die Lektion ist nicht gespeichert. Zum Verwerfen noch einmal schließen.</translation>
    </message>
    <message>
        <source>Lesson editor – SonoSketch</source>
        <translation>Lektionseditor – SonoSketch</translation>
    </message>
    <message>
        <source>The case: click on the lesion that the sliders change</source>
        <translation>Der Fall: die Läsion anklicken, die die Regler ändern</translation>
    </message>
    <message>
        <source>Click on the lesion that the sliders of this step change.</source>
        <translation>Die Läsion anklicken, die die Regler dieses Schritts ändern.</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Speichern…</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Öffnen…</translation>
    </message>
    <message>
        <source>&amp;Try it</source>
        <translation>&amp;Ausprobieren</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Writes the lesson as a folder.</source>
        <translation>Schreibt die Lektion als Ordner.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Opens a lesson to change it.</source>
        <translation>Öffnet eine Lektion zum Ändern.</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Runs the lesson in a window of its own; answers are not kept.</source>
        <translation>Startet die Lektion in einem eigenen Fenster; Antworten werden nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>The steps of the lesson, in their order.</source>
        <translation>Die Schritte der Lektion in ihrer Reihenfolge.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Adds a step after this one.</source>
        <translation>Fügt nach diesem Schritt einen weiteren hinzu.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Removes this step.</source>
        <translation>Entfernt diesen Schritt.</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Moves this step up.</source>
        <translation>Verschiebt diesen Schritt nach oben.</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Moves this step down.</source>
        <translation>Verschiebt diesen Schritt nach unten.</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Ändert</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Sliders</source>
        <translation>Regler</translation>
    </message>
    <message>
        <source>What a trainee may change in this step; up to four. Classes by name, with commas between.</source>
        <translation>Was Lernende in diesem Schritt ändern dürfen; höchstens vier Regler. Klassen mit Namen, durch Kommas getrennt.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Autor</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Title of the step</source>
        <translation>Titel des Schritts</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Right choice</source>
        <translation>Richtige Antwort</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>Erklärung</translation>
    </message>
    <message>
        <source>Sources, one a line</source>
        <translation>Quellen, eine je Zeile</translation>
    </message>
    <message>
        <source>Text, a paragraph a line</source>
        <translation>Text, ein Absatz je Zeile</translation>
    </message>
    <message>
        <source>Add slider</source>
        <translation>Regler hinzufügen</translation>
    </message>
    <message>
        <source>Remove slider</source>
        <translation>Regler entfernen</translation>
    </message>
    <message>
        <source>Adds a slider to this step.</source>
        <translation>Fügt diesem Schritt einen Regler hinzu.</translation>
    </message>
    <message>
        <source>Removes the chosen slider.</source>
        <translation>Entfernt den gewählten Regler.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Choices, one a line</source>
        <translation>Antworten, eine je Zeile</translation>
    </message>
    <message>
        <source>Right one</source>
        <translation>Richtig ist</translation>
    </message>
    <message>
        <source>The lesson</source>
        <translation>Die Lektion</translation>
    </message>
    <message>
        <source>This step</source>
        <translation>Dieser Schritt</translation>
    </message>
    <message>
        <source>Its question (leave it empty for none)</source>
        <translation>Seine Frage (leer lassen für keine)</translation>
    </message>
    <message>
        <source>The lesson is not saved. Open again to drop it.</source>
        <translation>Die Lektion ist nicht gespeichert. Noch einmal öffnen, um sie zu verwerfen.</translation>
    </message>
    <message>
        <source>A step has up to %1 sliders.</source>
        <translation>Ein Schritt hat bis zu %1 Regler.</translation>
    </message>
</context>
<context>
    <name>sonosketch::LessonPage</name>
    <message>
        <source>All lessons</source>
        <translation>Alle Lektionen</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>Was wäre, wenn</translation>
    </message>
    <message>
        <source>What if …?</source>
        <translation>Was wäre, wenn …?</translation>
    </message>
    <message>
        <source>Short lessons on a case: drag a slider, watch the picture change, answer a question. The pictures are synthetic; they show how things look, not what a patient has.</source>
        <translation>Kurze Lektionen an einem Fall: einen Regler ziehen, zusehen, wie sich das Bild ändert, eine Frage beantworten. Die Bilder sind synthetisch; sie zeigen, wie etwas aussieht, nicht, was ein Patient hat.</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>Enter or a double click opens one.</source>
        <translation>Eingabetaste oder Doppelklick öffnet eine.</translation>
    </message>
    <message>
        <source>Open lesson</source>
        <translation>Lektion öffnen</translation>
    </message>
    <message>
        <source>Opens the chosen lesson.</source>
        <translation>Öffnet die gewählte Lektion.</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabetaste</translation>
    </message>
    <message>
        <source>Leaves this lesson.</source>
        <translation>Verlässt diese Lektion.</translation>
    </message>
    <message>
        <source>The picture of the lesson</source>
        <translation>Das Bild der Lektion</translation>
    </message>
    <message>
        <source>%1
Cannot be used: %2</source>
        <translation>%1
Nicht verwendbar: %2</translation>
    </message>
    <message>
        <source>There are no lessons. Practise &gt; Lesson editor makes one from the open case.</source>
        <translation>Es gibt keine Lektionen. Üben &gt; Lektionseditor macht aus dem geöffneten Fall eine.</translation>
    </message>
    <message>
        <source>The generator is drawing…</source>
        <translation>Der Generator zeichnet…</translation>
    </message>
    <message>
        <source>The picture follows…</source>
        <translation>Das Bild folgt…</translation>
    </message>
    <message>
        <source>The picture is up to date.</source>
        <translation>Das Bild ist aktuell.</translation>
    </message>
    <message>
        <source>A preview; the exact picture follows.</source>
        <translation>Eine Vorschau; das genaue Bild folgt.</translation>
    </message>
    <message>
        <source>Synthetic pictures. Not for diagnosis.</source>
        <translation>Synthetische Bilder. Nicht zur Diagnose.</translation>
    </message>
    <message>
        <source>%1 – step %2 of %3</source>
        <translation>%1 – Schritt %2 von %3</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Nächster Schritt</translation>
    </message>
    <message>
        <source>End of the lesson</source>
        <translation>Ende der Lektion</translation>
    </message>
    <message>
        <source>Goes on.</source>
        <translation>Geht weiter.</translation>
    </message>
    <message>
        <source>Changes the case; the picture follows.</source>
        <translation>Ändert den Fall; das Bild folgt.</translation>
    </message>
    <message>
        <source>arrow keys</source>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>An answer to the question</source>
        <translation>Eine Antwort auf die Frage</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Not quite: %1</source>
        <translation>Nicht ganz: %1</translation>
    </message>
</context>
<context>
    <name>sonosketch::MainWindow</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Werkzeuge</translation>
    </message>
    <message>
        <source>&amp;Labels</source>
        <translation>&amp;Labels</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>File and view</source>
        <translation>Datei und Ansicht</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>Synthesised</source>
        <translation>Synthetisches Bild</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Ebenen</translation>
    </message>
    <message>
        <source>Auto sketch</source>
        <translation>Auto-Skizze</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Zoom of both views.</source>
        <translation>Zoom beider Ansichten.</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Exakt</translation>
    </message>
    <message>
        <source>A preview is quick and rough; an exact picture is a full pass of the model.</source>
        <translation>Eine Vorschau ist schnell und grob; ein exaktes Bild ist ein voller Durchlauf des Modells.</translation>
    </message>
    <message>
        <source>%1 behind</source>
        <translation>%1 Rückstand</translation>
    </message>
    <message>
        <source>How long ago the first change was made that this picture does not show yet.</source>
        <translation>Zeit seit der ersten Änderung, die dieses Bild noch nicht zeigt.</translation>
    </message>
    <message>
        <source>not for diagnosis</source>
        <translation>nicht zur Diagnose</translation>
    </message>
    <message>
        <source>Untitled case</source>
        <translation>Unbenannter Fall</translation>
    </message>
    <message>
        <source>%1[*] – SonoSketch</source>
        <translation>%1[*] – SonoSketch</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Undo “%1”</source>
        <translation>&amp;Rückgängig: „%1“</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Redo “%1”</source>
        <translation>&amp;Wiederholen: „%1“</translation>
    </message>
    <message>
        <source>About SonoSketch</source>
        <translation>Über SonoSketch</translation>
    </message>
    <message>
        <source>&lt;b&gt;SonoSketch&lt;/b&gt;&lt;p&gt;Paint labels and sketches, and see a synthetic ultrasound image follow the pen.&lt;/p&gt;&lt;p&gt;Every picture it makes is synthetic. It is for research and training, &lt;b&gt;not for diagnosis&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;%1&lt;/p&gt;</source>
        <translation>&lt;b&gt;SonoSketch&lt;/b&gt;&lt;p&gt;Labels und Skizzen malen – und ein synthetisches Ultraschallbild folgt dem Stift.&lt;/p&gt;&lt;p&gt;Jedes erzeugte Bild ist synthetisch. Für Forschung und Ausbildung, &lt;b&gt;nicht zur Diagnose&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;%1&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Opened %1</source>
        <translation>%1 geöffnet</translation>
    </message>
    <message>
        <source>Imported mask %1</source>
        <translation>Maske %1 importiert</translation>
    </message>
    <message>
        <source>Saved synthetic picture %1</source>
        <translation>Synthetisches Bild %1 gespeichert</translation>
    </message>
    <message>
        <source>Open case folder</source>
        <translation>Fallordner öffnen</translation>
    </message>
    <message>
        <source>Import mask</source>
        <translation>Maske importieren</translation>
    </message>
    <message>
        <source>Masks (*.png *.bmp *.tif *.tiff)</source>
        <translation>Masken (*.png *.bmp *.tif *.tiff)</translation>
    </message>
    <message>
        <source>case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Save synthetic picture</source>
        <translation>Synthetisches Bild speichern</translation>
    </message>
    <message>
        <source>PNG image (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>synthetic.png</source>
        <translation>synthetisch.png</translation>
    </message>
    <message>
        <source>Shapes, lines and measures</source>
        <translation>Formen, Linien und Messungen</translation>
    </message>
    <message>
        <source>Cancelled; nothing was changed</source>
        <translation>Abgebrochen; nichts wurde geändert</translation>
    </message>
    <message>
        <source>%1 is open already</source>
        <translation>%1 ist bereits geöffnet</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>%1 wird geöffnet</translation>
    </message>
    <message>
        <source>Not opened: the present case cannot be written, and its last steps would be lost. Save it in another place first.</source>
        <translation>Nicht geöffnet: Der aktuelle Fall lässt sich nicht schreiben, seine letzten Schritte gingen verloren. Zuerst an einem anderen Ort speichern.</translation>
    </message>
    <message>
        <source>Recovered what is intact of %1, as a new case%2</source>
        <translation>Intakte Teile von %1 als neuen Fall wiederhergestellt%2</translation>
    </message>
    <message>
        <source>. %1</source>
        <translation>. %1</translation>
    </message>
    <message>
        <source>%1 is open for reading only (%2). Your edits go into a new case: save it under a name of its own.</source>
        <translation>%1 ist schreibgeschützt geöffnet (%2). Änderungen gehen in einen neuen Fall: bitte unter eigenem Namen speichern.</translation>
    </message>
    <message>
        <source>Opened %1. %2%3</source>
        <translation>%1 geöffnet. %2%3</translation>
    </message>
    <message>
        <source> (and %1 more)</source>
        <translation> (und %1 weitere)</translation>
    </message>
    <message>
        <source>Recover what is intact</source>
        <translation>Intakte Teile wiederherstellen</translation>
    </message>
    <message>
        <source>Opens the sound part as a new case; the damaged file stays as it is.</source>
        <translation>Öffnet den intakten Teil als neuen Fall; die beschädigte Datei bleibt unverändert.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Leaves the file alone.</source>
        <translation>Lässt die Datei, wie sie ist.</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>%1 wird gelesen</translation>
    </message>
    <message>
        <source>The mask was not imported: another case has been opened meanwhile</source>
        <translation>Die Maske wurde nicht importiert: Inzwischen wurde ein anderer Fall geöffnet</translation>
    </message>
    <message>
        <source>Import mask: %1</source>
        <translation>Maske importieren: %1</translation>
    </message>
    <message>
        <source>The layers were not imported: another case has been opened meanwhile</source>
        <translation>Die Ebenen wurden nicht importiert: Inzwischen wurde ein anderer Fall geöffnet</translation>
    </message>
    <message>
        <source>Import layers: %1</source>
        <translation>Ebenen importieren: %1</translation>
    </message>
    <message>
        <source>Imported layers of %1%2</source>
        <translation>Ebenen aus %1 importiert%2</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>%1 wird geschrieben</translation>
    </message>
    <message>
        <source>Exported case folder %1</source>
        <translation>Fallordner %1 exportiert</translation>
    </message>
    <message>
        <source>Exported layers to %1</source>
        <translation>Ebenen nach %1 exportiert</translation>
    </message>
    <message>
        <source>There is no synthesised picture yet. Wait until the model has answered.</source>
        <translation>Es gibt noch kein synthetisches Bild. Bitte warten, bis das Modell geantwortet hat.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>New case from an image</source>
        <translation>Neuer Fall aus einem Bild</translation>
    </message>
    <message>
        <source>Import layers</source>
        <translation>Ebenen importieren</translation>
    </message>
    <message>
        <source>OpenRaster (*.ora)</source>
        <translation>OpenRaster (*.ora)</translation>
    </message>
    <message>
        <source>Export the case as a folder</source>
        <translation>Fall als Ordner exportieren</translation>
    </message>
    <message>
        <source>Export layers</source>
        <translation>Ebenen exportieren</translation>
    </message>
    <message>
        <source>Export of the story</source>
        <translation>Export der Bildfolge</translation>
    </message>
    <message>
        <source>How much of the story is written.</source>
        <translation>Wie viel von der Bildfolge geschrieben ist.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel export</source>
        <translation>Export abbrechen</translation>
    </message>
    <message>
        <source>Stops writing the story; nothing of it stays.</source>
        <translation>Bricht das Schreiben der Bildfolge ab; nichts davon bleibt.</translation>
    </message>
    <message>
        <source>Wrote %1</source>
        <translation>%1 geschrieben</translation>
    </message>
    <message>
        <source>Export cancelled; nothing was written</source>
        <translation>Export abgebrochen; nichts wurde geschrieben</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Model folder</source>
        <translation>Modellordner</translation>
    </message>
    <message>
        <source>The model %1 (SHA-256 %2…) is not among the bundled models, nor was it used before.</source>
        <translation>Das Modell %1 (SHA-256 %2…) gehört nicht zu den mitgelieferten Modellen und wurde noch nie verwendet.</translation>
    </message>
    <message>
        <source>Loading the model %1</source>
        <translation>Modell %1 wird geladen</translation>
    </message>
    <message>
        <source>Export contact sheet</source>
        <translation>Kontaktabzug exportieren</translation>
    </message>
    <message>
        <source>Export story</source>
        <translation>Bildfolge exportieren</translation>
    </message>
    <message>
        <source>Animated GIF (*.gif)</source>
        <translation>Animiertes GIF (*.gif)</translation>
    </message>
    <message>
        <source>WebM film (*.webm)</source>
        <translation>WebM-Film (*.webm)</translation>
    </message>
    <message>
        <source>Folder of pictures (*)</source>
        <translation>Ordner mit Bildern (*)</translation>
    </message>
    <message>
        <source>contact-sheet</source>
        <translation>kontaktabzug</translation>
    </message>
    <message>
        <source>story</source>
        <translation>bildfolge</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>Zu&amp;letzt geöffnet</translation>
    </message>
    <message>
        <source>The present case cannot be written, and its last steps would be lost. Save it in another place first.</source>
        <translation>Der aktuelle Fall lässt sich nicht schreiben, seine letzten Schritte gingen verloren. Zuerst an einem anderen Ort speichern.</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>Neuer Fall</translation>
    </message>
    <message>
        <source>Saved in %1; every step goes there from now on</source>
        <translation>In %1 gespeichert; ab jetzt wird jeder Schritt dort gespeichert</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>SonoSketch projects (*%1)</source>
        <translation>SonoSketch-Projekte (*%1)</translation>
    </message>
    <message>
        <source>Not saved: %1 Your steps are kept in memory, and writing them is tried again by itself.</source>
        <translation>Nicht gespeichert: %1 Die Schritte bleiben im Arbeitsspeicher; das Schreiben wird automatisch erneut versucht.</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Saves everything in another place and goes on there.</source>
        <translation>Speichert alles an einem anderen Ort und arbeitet dort weiter.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Tries to write once more now.</source>
        <translation>Versucht jetzt noch einmal zu schreiben.</translation>
    </message>
    <message>
        <source>Everything is saved again</source>
        <translation>Alles ist wieder gespeichert</translation>
    </message>
    <message>
        <source>Saved in %1</source>
        <translation>In %1 gespeichert</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
    <message>
        <source>SonoSketch was ended while “%1” was open (%2). </source>
        <translation>SonoSketch wurde beendet, während „%1“ geöffnet war (%2). </translation>
    </message>
    <message>
        <source>Its project is damaged; what is intact can be recovered.</source>
        <translation>Das Projekt ist beschädigt; intakte Teile können wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>Its one step can be recovered.</source>
        <translation>Der eine Schritt kann wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>All of its %1 steps can be recovered.</source>
        <translation>Alle %1 Schritte können wiederhergestellt werden.</translation>
    </message>
    <message>
        <source> There are %1 more such cases; recovering puts them under Open recent.</source>
        <translation> Es gibt %1 weitere solche Fälle; nach dem Wiederherstellen stehen sie unter „Zuletzt geöffnet“.</translation>
    </message>
    <message>
        <source>Discarded</source>
        <translation>Verworfen</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Opens the case with all its steps.</source>
        <translation>Öffnet den Fall mit allen Schritten.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Deletes what was left behind.</source>
        <translation>Löscht, was zurückgeblieben ist.</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Asks again at the next start.</source>
        <translation>Fragt beim nächsten Start erneut.</translation>
    </message>
    <message>
        <source>The last steps are not saved</source>
        <translation>Die letzten Schritte sind nicht gespeichert</translation>
    </message>
    <message>
        <source>%1
Not written yet: %2. Closing now loses what was done last.</source>
        <translation>%1
Noch nicht geschrieben: %2. Beim Schließen gehen die letzten Änderungen verloren.</translation>
    </message>
    <message>
        <source>Copied object: %1</source>
        <translation>Objekt kopiert: %1</translation>
    </message>
    <message>
        <source>The clipboard holds no object; copy one first.</source>
        <translation>Die Zwischenablage enthält kein Objekt; zuerst eines kopieren.</translation>
    </message>
    <message>
        <source>Imported sketch %1</source>
        <translation>Skizze %1 importiert</translation>
    </message>
    <message>
        <source>Saved sketch %1</source>
        <translation>Skizze %1 gespeichert</translation>
    </message>
    <message>
        <source>Import sketch</source>
        <translation>Skizze importieren</translation>
    </message>
    <message>
        <source>Export sketch</source>
        <translation>Skizze exportieren</translation>
    </message>
    <message>
        <source>sketch.png</source>
        <translation>skizze.png</translation>
    </message>
    <message>
        <source>Step %1 was made with %2, which is loaded again</source>
        <translation>Schritt %1 entstand mit %2; dieses Modell wird wieder geladen</translation>
    </message>
    <message>
        <source>Step %1 was made with %2, which is not at hand: the present model renders it anew</source>
        <translation>Schritt %1 entstand mit %2, das nicht vorhanden ist: Das jetzige Modell berechnet ihn neu</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>SHA-256 %1</source>
        <translation>SHA-256 %1</translation>
    </message>
    <message>
        <source>&amp;Folder…</source>
        <translation>&amp;Ordner…</translation>
    </message>
    <message>
        <source>The picture is saved as soon as it is exact</source>
        <translation>Das Bild wird gespeichert, sobald es exakt ist</translation>
    </message>
    <message>
        <source>The picture was not saved. %1</source>
        <translation>Das Bild wurde nicht gespeichert. %1</translation>
    </message>
    <message>
        <source>Another case has been opened meanwhile.</source>
        <translation>Inzwischen wurde ein anderer Fall geöffnet.</translation>
    </message>
    <message>
        <source>The graphics card failed (%1); the model now runs on the processor.</source>
        <translation>Die Grafikkarte ist ausgefallen (%1); das Modell läuft jetzt auf dem Prozessor.</translation>
    </message>
    <message>
        <source>The processor goes on, more slowly, until the program is started again.</source>
        <translation>Der Prozessor macht weiter, nur langsamer, bis das Programm neu gestartet wird.</translation>
    </message>
    <message>
        <source>&amp;Practise</source>
        <translation>Üb&amp;en</translation>
    </message>
    <message>
        <source>&amp;Study</source>
        <translation>&amp;Studie</translation>
    </message>
    <message>
        <source>Nothing was opened</source>
        <translation>Es wurde nichts geöffnet</translation>
    </message>
    <message>
        <source>The picture was not written. %1</source>
        <translation>Das Bild wurde nicht geschrieben. %1</translation>
    </message>
    <message>
        <source>Writing DICOM</source>
        <translation>DICOM wird geschrieben</translation>
    </message>
    <message>
        <source>Exported DICOM to %1</source>
        <translation>DICOM nach %1 exportiert</translation>
    </message>
    <message>
        <source>Sending to %1</source>
        <translation>Senden an %1 läuft</translation>
    </message>
    <message>
        <source>Sent to %1</source>
        <translation>An %1 gesendet</translation>
    </message>
    <message>
        <source>Folder for the DICOM files</source>
        <translation>Ordner für die DICOM-Dateien</translation>
    </message>
    <message>
        <source>No step is pinned</source>
        <translation>Kein Schritt ist angeheftet</translation>
    </message>
    <message>
        <source>Pin steps in the history first</source>
        <translation>Zuerst Schritte im Verlauf anheften</translation>
    </message>
    <message>
        <source>All that can be opened (*%1 case.json *.ora *.png *.jpg *.jpeg *.bmp *.tif *.tiff *.dcm);;SonoSketch projects (*%1);;Cases (case.json);;OpenRaster (*.ora);;Images (*.png *.jpg *.jpeg *.bmp *.tif *.tiff);;DICOM (*.dcm);;All files (*)</source>
        <translation>Alle lesbaren Dateien (*%1 case.json *.ora *.png *.jpg *.jpeg *.bmp *.tif *.tiff *.dcm);;SonoSketch-Projekte (*%1);;Fälle (case.json);;OpenRaster (*.ora);;Bilder (*.png *.jpg *.jpeg *.bmp *.tif *.tiff);;DICOM (*.dcm);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Images (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.dcm);;All files (*)</source>
        <translation>Bilder (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.dcm);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>PNG image (*.png);;JPEG image (*.jpg *.jpeg)</source>
        <translation>PNG-Bild (*.png);;JPEG-Bild (*.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>Made the study %1</source>
        <translation>Studie %1 erstellt</translation>
    </message>
    <message>
        <source>The reading window opens in a process of its own</source>
        <translation>Das Lesefenster öffnet sich in einem eigenen Prozess</translation>
    </message>
    <message>
        <source>The reading window cannot be started. Start it by hand: sonosketch --study %1</source>
        <translation>Das Lesefenster lässt sich nicht starten. Bitte von Hand starten: sonosketch --study %1</translation>
    </message>
    <message>
        <source>Study folder</source>
        <translation>Studienordner</translation>
    </message>
    <message>
        <source>Sending was stopped; the archive may have taken files already</source>
        <translation>Das Senden wurde abgebrochen; das Archiv kann schon Dateien angenommen haben</translation>
    </message>
    <message>
        <source>Replace the files?</source>
        <translation>Dateien ersetzen?</translation>
    </message>
    <message>
        <source>%1 holds DICOM files of an earlier export. Replace them?</source>
        <translation>%1 enthält DICOM-Dateien eines früheren Exports. Ersetzen?</translation>
    </message>
</context>
<context>
    <name>sonosketch::MeasurePage</name>
    <message>
        <source>How large is it?</source>
        <translation>Wie groß ist sie?</translation>
    </message>
    <message>
        <source>Measure it</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Drag two calipers over the lesion, from outer edge to outer edge: its longest diameter, and the widest one at a right angle to that. Ends can be dragged again.</source>
        <translation>Zwei Messstrecken über die Läsion ziehen, von Außenrand zu Außenrand: ihren längsten Durchmesser und den breitesten im rechten Winkel dazu. Die Enden lassen sich nachträglich verschieben.</translation>
    </message>
    <message>
        <source>Remove the last caliper</source>
        <translation>Letzte Messstrecke entfernen</translation>
    </message>
    <message>
        <source>Takes the last caliper away.</source>
        <translation>Nimmt die letzte Messstrecke weg.</translation>
    </message>
    <message>
        <source>Both calipers are set. Drag their ends, or remove the last one.</source>
        <translation>Beide Messstrecken sind gesetzt. Ihre Enden ziehen oder die letzte entfernen.</translation>
    </message>
    <message>
        <source>Set the caliper of the longest diameter first.</source>
        <translation>Zuerst die Messstrecke des längsten Durchmessers setzen.</translation>
    </message>
    <message>
        <source>Set the second caliper too, across the first one.</source>
        <translation>Auch die zweite Messstrecke setzen, quer zur ersten.</translation>
    </message>
    <message>
        <source>your calipers</source>
        <translation>Ihre Messstrecken</translation>
    </message>
    <message>
        <source>the true lines</source>
        <translation>die wahren Strecken</translation>
    </message>
    <message>
        <source>the line does not end at the lesion&apos;s edge</source>
        <translation>die Strecke endet nicht am Rand der Läsion</translation>
    </message>
    <message>
        <source>%1 too long (%2 %)</source>
        <translation>%1 zu lang (%2 %)</translation>
    </message>
    <message>
        <source>%1 too short (%2 %)</source>
        <translation>%1 zu kurz (%2 %)</translation>
    </message>
    <message>
        <source>Well measured</source>
        <translation>Gut gemessen</translation>
    </message>
    <message>
        <source>Not close enough</source>
        <translation>Nicht genau genug</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Längster Durchmesser</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>Quer dazu</translation>
    </message>
    <message>
        <source>Up to 10 % off counts as right.</source>
        <translation>Bis zu 10 % Abweichung gilt als richtig.</translation>
    </message>
    <message>
        <source>The two lines are not at a right angle.</source>
        <translation>Die beiden Strecken stehen nicht im rechten Winkel.</translation>
    </message>
</context>
<context>
    <name>sonosketch::MeasurementList</name>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>Messungen</translation>
    </message>
    <message>
        <source>What was measured on the condition and on the synthesised picture.</source>
        <translation>Was auf der Bedingung und im synthetischen Bild gemessen wurde.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the measurement</source>
        <translation>Name der Messung</translation>
    </message>
    <message>
        <source>Stands beside the measurement instead of its number.</source>
        <translation>Steht statt der Nummer neben der Messung.</translation>
    </message>
    <message>
        <source>Delete measurement</source>
        <translation>Messung löschen</translation>
    </message>
    <message>
        <source>Removes the selected measurement.</source>
        <translation>Entfernt die gewählte Messung.</translation>
    </message>
</context>
<context>
    <name>sonosketch::NoticeBar</name>
    <message>
        <source>Notices</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>The case as it was left</source>
        <translation>Der Fall, wie er zuletzt war</translation>
    </message>
</context>
<context>
    <name>sonosketch::PaintPage</name>
    <message>
        <source>Where is the lesion?</source>
        <translation>Wo ist die Läsion?</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Find and paint</source>
        <translation>Finden und malen</translation>
    </message>
    <message>
        <source>Paint the lesion, or draw a line around it with the lasso, and say what it is. Then check.</source>
        <translation>Die Läsion malen oder mit dem Lasso umfahren und angeben, was sie ist. Dann prüfen.</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Paints the lesion.</source>
        <translation>Malt die Läsion.</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>Encircles the lesion; the line closes by itself.</source>
        <translation>Umfährt die Läsion; die Linie schließt sich von selbst.</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Radierer</translation>
    </message>
    <message>
        <source>Takes paint away.</source>
        <translation>Nimmt Farbe weg.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Takes the last stroke back.</source>
        <translation>Nimmt den letzten Strich zurück.</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>Pinselgröße</translation>
    </message>
    <message>
        <source>Diameter of brush and eraser in canvas pixels.</source>
        <translation>Durchmesser von Pinsel und Radierer in Pixeln der Zeichenfläche.</translation>
    </message>
    <message>
        <source>What is it?</source>
        <translation>Was ist es?</translation>
    </message>
    <message>
        <source>Class of the lesion</source>
        <translation>Klasse der Läsion</translation>
    </message>
    <message>
        <source>What the lesion is.</source>
        <translation>Was die Läsion ist.</translation>
    </message>
    <message>
        <source>its number</source>
        <translation>ihre Nummer</translation>
    </message>
    <message>
        <source>Paint the lesion first.</source>
        <translation>Zuerst die Läsion malen.</translation>
    </message>
    <message>
        <source>Say what it is: choose a class.</source>
        <translation>Angeben, was es ist: eine Klasse wählen.</translation>
    </message>
    <message>
        <source>hit: %1 % of the lesion</source>
        <translation>getroffen: %1 % der Läsion</translation>
    </message>
    <message>
        <source>missed: %1 %</source>
        <translation>verfehlt: %1 %</translation>
    </message>
    <message>
        <source>too much: %1 % of its size</source>
        <translation>zu viel: %1 % ihrer Größe</translation>
    </message>
    <message>
        <source>Well found</source>
        <translation>Gut gefunden</translation>
    </message>
    <message>
        <source>Not quite: look at the outline</source>
        <translation>Nicht ganz: auf den Umriss achten</translation>
    </message>
    <message>
        <source>Not quite</source>
        <translation>Nicht ganz</translation>
    </message>
    <message>
        <source>Class: right, it is %1.</source>
        <translation>Klasse: richtig, es ist %1.</translation>
    </message>
    <message>
        <source>Class: you said %1, it is %2.</source>
        <translation>Klasse: Ihre Antwort war %1, es ist %2.</translation>
    </message>
    <message>
        <source>Overlap (Dice): &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>Überlappung (Dice): &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Outlines apart (95 %): &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>Abstand der Umrisse (95 %): &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>sonosketch::PalettePanel</name>
    <message>
        <source>Paints background.</source>
        <translation>Malt Hintergrund.</translation>
    </message>
    <message>
        <source>Makes this class the active one and takes the brush.</source>
        <translation>Aktiviert diese Klasse und nimmt den Pinsel.</translation>
    </message>
    <message>
        <source>Lock %1</source>
        <translation>%1 sperren</translation>
    </message>
    <message>
        <source>A locked class neither shrinks nor grows.</source>
        <translation>Eine gesperrte Klasse schrumpft und wächst nicht.</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 anzeigen</translation>
    </message>
    <message>
        <source>Shows or hides this class on the canvas; the model sees it all the same.</source>
        <translation>Blendet diese Klasse auf der Zeichenfläche ein oder aus; das Modell sieht sie trotzdem.</translation>
    </message>
</context>
<context>
    <name>sonosketch::PlanBuilderAdd</name>
    <message>
        <source>Add set</source>
        <translation>Set hinzufügen</translation>
    </message>
    <message>
        <source>Real: folder of pictures</source>
        <translation>Echt: Ordner mit Bildern</translation>
    </message>
    <message>
        <source>Real: part of a data set</source>
        <translation>Echt: Teil eines Datensatzes</translation>
    </message>
    <message>
        <source>Synthesised: folder of pictures</source>
        <translation>Synthetisch: Ordner mit Bildern</translation>
    </message>
    <message>
        <source>Synthesise with a model</source>
        <translation>Mit einem Modell synthetisieren</translation>
    </message>
    <message>
        <source>Kind of set</source>
        <translation>Art des Sets</translation>
    </message>
    <message>
        <source>What the pictures are, and where they come from.</source>
        <translation>Was die Bilder sind und woher sie kommen.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>A folder of PNG and JPEG pictures, or an imported data set.</source>
        <translation>Ein Ordner mit PNG- und JPEG-Bildern oder ein importierter Datensatz.</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>The part of the data set; best one that no network was trained on.</source>
        <translation>Der Teil des Datensatzes; am besten einer, mit dem kein Netz trainiert wurde.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>It synthesises the pictures from the data set&apos;s labels, in the background.</source>
        <translation>Es erzeugt die Bilder im Hintergrund aus den Labels des Datensatzes.</translation>
    </message>
    <message>
        <source>Name of the set</source>
        <translation>Name des Sets</translation>
    </message>
    <message>
        <source>For the report; readers never see it.</source>
        <translation>Für den Bericht; Leser sehen ihn nie.</translation>
    </message>
    <message>
        <source>Looks at the pictures and adds them to the study.</source>
        <translation>Prüft die Bilder und fügt sie der Studie hinzu.</translation>
    </message>
    <message>
        <source>Name in the report</source>
        <translation>Name im Bericht</translation>
    </message>
    <message>
        <source>Choose folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Opens the dialog of folders.</source>
        <translation>Öffnet den Ordnerdialog.</translation>
    </message>
    <message>
        <source>Pictures or data set</source>
        <translation>Bilder oder Datensatz</translation>
    </message>
    <message>
        <source>Folder of an imported data set</source>
        <translation>Ordner eines importierten Datensatzes</translation>
    </message>
    <message>
        <source>Folder of PNG and JPEG pictures</source>
        <translation>Ordner mit PNG- und JPEG-Bildern</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>real</source>
        <translation>echt</translation>
    </message>
</context>
<context>
    <name>sonosketch::PlanBuilderWindow</name>
    <message>
        <source>%1, part %2</source>
        <translation>%1, Teil %2</translation>
    </message>
    <message>
        <source>model %1, labels of %2, part %3</source>
        <translation>Modell %1, Labels von %2, Teil %3</translation>
    </message>
    <message>
        <source>Readers may go back and change answers</source>
        <translation>Leser dürfen zurückgehen und Antworten ändern</translation>
    </message>
    <message>
        <source>Ask for a remark too</source>
        <translation>Auch um eine Bemerkung bitten</translation>
    </message>
    <message>
        <source>Make study</source>
        <translation>Studie erstellen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Read it now</source>
        <translation>Jetzt lesen</translation>
    </message>
    <message>
        <source>Make a reader study – SonoSketch</source>
        <translation>Leserstudie erstellen – SonoSketch</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Set</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>Wahrheit</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>There are</source>
        <translation>Vorhanden</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Gezeigt</translation>
    </message>
    <message>
        <source>Sets of the study</source>
        <translation>Sets der Studie</translation>
    </message>
    <message>
        <source>Sets</source>
        <translation>Sets</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Answer key (*.json)</source>
        <translation>Lösungsschlüssel (*.json)</translation>
    </message>
    <message>
        <source>What readers see above the pictures</source>
        <translation>Was Leser über den Bildern sehen</translation>
    </message>
    <message>
        <source> pictures</source>
        <translation> Bilder</translation>
    </message>
    <message>
        <source>%1 pixels</source>
        <translation>%1 Pixel</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>the picture goes, the question stays</source>
        <translation>das Bild verschwindet, die Frage bleibt</translation>
    </message>
    <message>
        <source>the next picture comes</source>
        <translation>das nächste Bild kommt</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Readers see it.</source>
        <translation>Leser sehen ihn.</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Readers see it below each picture; they answer &quot;real&quot; or &quot;synthesised&quot; and how sure they are.</source>
        <translation>Leser sehen sie unter jedem Bild; sie antworten „echt“ oder „synthetisch“ und geben an, wie sicher sie sind.</translation>
    </message>
    <message>
        <source>Shown twice</source>
        <translation>Zweimal gezeigt</translation>
    </message>
    <message>
        <source>Pictures that come a second time, for how well a reader agrees with himself.</source>
        <translation>Bilder, die ein zweites Mal kommen: Sie zeigen, wie gut ein Leser mit sich selbst übereinstimmt.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>The same seed and pictures give the same study.</source>
        <translation>Gleicher Startwert und gleiche Bilder ergeben dieselbe Studie.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>All pictures are brought to this size.</source>
        <translation>Alle Bilder werden auf diese Größe gebracht.</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>Zeitgrenze</translation>
    </message>
    <message>
        <source>How long a picture is shown.</source>
        <translation>Wie lange ein Bild gezeigt wird.</translation>
    </message>
    <message>
        <source>At the limit</source>
        <translation>Nach Ablauf</translation>
    </message>
    <message>
        <source>What happens when the time is over.</source>
        <translation>Was geschieht, wenn die Zeit um ist.</translation>
    </message>
    <message>
        <source>Way back</source>
        <translation>Zurückgehen</translation>
    </message>
    <message>
        <source>Earlier answers may be changed; the report says how many were.</source>
        <translation>Frühere Antworten dürfen geändert werden; der Bericht nennt, wie viele es waren.</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>A field for free text below each picture.</source>
        <translation>Ein Feld für freien Text unter jedem Bild.</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>Study folder</source>
        <translation>Studienordner</translation>
    </message>
    <message>
        <source>What readers get: the pictures without any truth, and later their answers.</source>
        <translation>Was Leser bekommen: die Bilder ohne jede Wahrheit und später ihre Antworten.</translation>
    </message>
    <message>
        <source>Answer key</source>
        <translation>Lösungsschlüssel</translation>
    </message>
    <message>
        <source>What each picture is. Never inside of the study folder.</source>
        <translation>Was jedes Bild ist. Niemals im Studienordner.</translation>
    </message>
    <message>
        <source>What is missing or may give sets away</source>
        <translation>Was fehlt oder Sets verraten kann</translation>
    </message>
    <message>
        <source>Draws, shuffles and re-encodes the pictures, and writes the study and its key.</source>
        <translation>Zieht, mischt und kodiert die Bilder neu und schreibt die Studie und ihren Schlüssel.</translation>
    </message>
    <message>
        <source>Stops; nothing of it stays.</source>
        <translation>Bricht ab; nichts davon bleibt.</translation>
    </message>
    <message>
        <source>Starts the reading window on this study.</source>
        <translation>Startet das Lesefenster mit dieser Studie.</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Looking at the pictures</source>
        <translation>Bilder werden geprüft</translation>
    </message>
    <message>
        <source>real</source>
        <translation>echt</translation>
    </message>
    <message>
        <source>synthesised</source>
        <translation>synthetisch</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Pictures of %1</source>
        <translation>Bilder von %1</translation>
    </message>
    <message>
        <source>How many are drawn by chance.</source>
        <translation>Wie viele zufällig gezogen werden.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>Takes the set out of the study; its files stay.</source>
        <translation>Nimmt das Set aus der Studie; seine Dateien bleiben.</translation>
    </message>
    <message>
        <source>Nothing stands against it.</source>
        <translation>Nichts spricht dagegen.</translation>
    </message>
    <message>
        <source>Making the study</source>
        <translation>Studie wird erstellt</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>Abgebrochen; nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Made: %1 pictures in %2 trials. The key is %3; keep it from the readers.</source>
        <translation>Erstellt: %1 Bilder in %2 Durchgängen. Der Schlüssel ist %3; bitte von den Lesern fernhalten.</translation>
    </message>
    <message>
        <source>Say after each practice picture what it was</source>
        <translation>Nach jedem Übungsbild sagen, was es war</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>Pictures of the same sets, half of them real, to practise on first. None of them is in the study, and none counts.</source>
        <translation>Bilder derselben Sets, zur Hälfte echte, zum Üben vorweg. Keines davon ist in der Studie, und keines zählt.</translation>
    </message>
    <message>
        <source>Practice with answers</source>
        <translation>Übung mit Auflösung</translation>
    </message>
    <message>
        <source>Readers are told after each practice picture; the study folder then holds the truth of these pictures, and of no others.</source>
        <translation>Den Lesern wird es nach jedem Übungsbild gesagt; der Studienordner enthält dann die Wahrheit dieser Bilder, und keiner anderen.</translation>
    </message>
</context>
<context>
    <name>sonosketch::Practice</name>
    <message>
        <source>Find and paint</source>
        <translation>Finden und malen</translation>
    </message>
    <message>
        <source>Spot the change</source>
        <translation>Unterschied finden</translation>
    </message>
    <message>
        <source>Measure it</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>Was wäre, wenn</translation>
    </message>
</context>
<context>
    <name>sonosketch::PracticePage</name>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>The generator is drawing a new picture…</source>
        <translation>Der Generator zeichnet ein neues Bild…</translation>
    </message>
    <message>
        <source>A synthetic picture by %1.</source>
        <translation>Ein synthetisches Bild von %1.</translation>
    </message>
    <message>
        <source>Its scale is assumed: %1 mm across.</source>
        <translation>Der Maßstab ist angenommen: %1 mm Bildbreite.</translation>
    </message>
    <message>
        <source>Its scale is unknown, so lengths are in pixels.</source>
        <translation>Der Maßstab ist unbekannt, daher Längen in Pixeln.</translation>
    </message>
    <message>
        <source>Difficulty %1 of 100. Not for diagnosis.</source>
        <translation>Schwierigkeit %1 von 100. Nicht zur Diagnose.</translation>
    </message>
    <message>
        <source>Check answer</source>
        <translation>Antwort prüfen</translation>
    </message>
    <message>
        <source>Try another</source>
        <translation>Ein anderes versuchen</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Scores the answer and shows what was right.</source>
        <translation>Bewertet die Antwort und zeigt, was richtig war.</translation>
    </message>
    <message>
        <source>Begins the next task.</source>
        <translation>Beginnt die nächste Aufgabe.</translation>
    </message>
    <message>
        <source>A real picture.</source>
        <translation>Ein echtes Bild.</translation>
    </message>
    <message>
        <source>The case: %1.</source>
        <translation>Der Fall: %1.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Slider %1</source>
        <translation>Regler %1</translation>
    </message>
    <message>
        <source>Answer: %1</source>
        <translation>Antwort: %1</translation>
    </message>
    <message>
        <source>Class: %1</source>
        <translation>Klasse: %1</translation>
    </message>
</context>
<context>
    <name>sonosketch::PracticePictures</name>
    <message>
        <source>Drawing the pictures of a task</source>
        <translation>Bilder einer Aufgabe werden gezeichnet</translation>
    </message>
</context>
<context>
    <name>sonosketch::PracticePlot</name>
    <message>
        <source>Progress of each class</source>
        <translation>Fortschritt jeder Klasse</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>Other classes</source>
        <translation>Andere Klassen</translation>
    </message>
    <message>
        <source>Answers: %1</source>
        <translation>Antworten: %1</translation>
    </message>
    <message>
        <source>No answers yet</source>
        <translation>Noch keine Antworten</translation>
    </message>
    <message>
        <source>answers, oldest first; 1 is a perfect score</source>
        <translation>Antworten, älteste zuerst; 1 ist die volle Punktzahl</translation>
    </message>
</context>
<context>
    <name>sonosketch::PracticeWindow</name>
    <message>
        <source>Practise – SonoSketch</source>
        <translation>Üben – SonoSketch</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Shows this page.</source>
        <translation>Zeigt diese Seite.</translation>
    </message>
    <message>
        <source>For training. Not for diagnosis.</source>
        <translation>Zum Üben. Nicht zur Diagnose.</translation>
    </message>
    <message>
        <source>Practise on pictures whose truth is known</source>
        <translation>An Bildern üben, deren Wahrheit bekannt ist</translation>
    </message>
    <message>
        <source>A synthesised picture comes with its exact mask, so every answer can be scored. Tasks grow harder or easier until about three answers in four are right. All answers stay on this computer.</source>
        <translation>Ein synthetisches Bild bringt seine exakte Maske mit, daher lässt sich jede Antwort bewerten. Aufgaben werden schwerer oder leichter, bis etwa drei von vier Antworten richtig sind. Alle Antworten bleiben auf diesem Computer.</translation>
    </message>
    <message>
        <source>Paint the lesion or encircle it, and name its class.</source>
        <translation>Die Läsion malen oder umfahren und ihre Klasse nennen.</translation>
    </message>
    <message>
        <source>Two pictures of one case: click on what differs.</source>
        <translation>Zwei Bilder eines Falls: anklicken, was sich unterscheidet.</translation>
    </message>
    <message>
        <source>Two calipers: the longest diameter, and the widest across it.</source>
        <translation>Zwei Messstrecken: der längste Durchmesser und der breiteste quer dazu.</translation>
    </message>
    <message>
        <source>Lessons: drag a slider and watch the picture change.</source>
        <translation>Lektionen: einen Regler ziehen und zusehen, wie sich das Bild ändert.</translation>
    </message>
    <message>
        <source>Pictures to paint and to measure:</source>
        <translation>Bilder zum Malen und Messen:</translation>
    </message>
    <message>
        <source>synthesised</source>
        <translation>synthetisch</translation>
    </message>
    <message>
        <source>real</source>
        <translation>echt</translation>
    </message>
    <message>
        <source>both</source>
        <translation>beide</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Which pictures are shown to paint and to measure.</source>
        <translation>Welche Bilder zum Malen und Messen gezeigt werden.</translation>
    </message>
    <message>
        <source>%1. Answers are not saved until then.</source>
        <translation>%1. Bis dahin werden Antworten nicht gespeichert.</translation>
    </message>
    <message>
        <source>Put it aside</source>
        <translation>Beiseitelegen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Difficulty %1 of 100</source>
        <translation>Schwierigkeit %1 von 100</translation>
    </message>
    <message>
        <source>%1. Answers that wait to be saved: %2</source>
        <translation>%1. Antworten, die noch nicht gespeichert sind: %2</translation>
    </message>
    <message>
        <source>Tries to write the answers that wait.</source>
        <translation>Versucht, die ausstehenden Antworten zu schreiben.</translation>
    </message>
    <message>
        <source>Answers that could not be saved: %1. Close again to drop them.</source>
        <translation>Antworten, die nicht gespeichert werden konnten: %1. Erneutes Schließen verwirft sie.</translation>
    </message>
</context>
<context>
    <name>sonosketch::Preferences</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>&amp;Allgemein</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Dark suits a reading room, light a bright one. The pictures keep their dark surroundings.</source>
        <translation>Dunkel eignet sich für den Befundungsraum, Hell für helle Räume. Die Bilder behalten ihre dunkle Umgebung.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Counts from the next start on.</source>
        <translation>Gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Restore panels</source>
        <translation>Bedienfelder zurücksetzen</translation>
    </message>
    <message>
        <source>Brings every panel and toolbar back to its first place.</source>
        <translation>Bringt alle Bedienfelder und Werkzeugleisten an ihren ursprünglichen Platz zurück.</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>The language counts from the next start on.</source>
        <translation>Die Sprache gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Bedienfelder</translation>
    </message>
</context>
<context>
    <name>sonosketch::ProgressPage</name>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>All tasks</source>
        <translation>Alle Aufgaben</translation>
    </message>
    <message>
        <source>Which tasks</source>
        <translation>Welche Aufgaben</translation>
    </message>
    <message>
        <source>Which tasks are shown.</source>
        <translation>Welche Aufgaben angezeigt werden.</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>CSV exportieren…</translation>
    </message>
    <message>
        <source>Export CSV</source>
        <translation>CSV exportieren</translation>
    </message>
    <message>
        <source>Writes every answer as a table.</source>
        <translation>Schreibt alle Antworten als Tabelle.</translation>
    </message>
    <message>
        <source>Shows how the chosen answer was given, stroke by stroke.</source>
        <translation>Zeigt Strich für Strich, wie die gewählte Antwort gegeben wurde.</translation>
    </message>
    <message>
        <source>double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Punktzahl</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Schwierigkeit</translation>
    </message>
    <message>
        <source>It was</source>
        <translation>Tatsächlich</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Every answer, the newest first. A double click replays one.</source>
        <translation>Alle Antworten, die neuesten zuerst. Ein Doppelklick gibt eine wieder.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Moment</source>
        <translation>Zeitpunkt</translation>
    </message>
    <message>
        <source>The moment of the replay.</source>
        <translation>Der Zeitpunkt der Wiedergabe.</translation>
    </message>
    <message>
        <source>arrow keys</source>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <source>Plays the replay, or halts it.</source>
        <translation>Spielt die Wiedergabe ab oder hält sie an.</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>The picture of this answer is not kept any more; its strokes are.</source>
        <translation>Das Bild zu dieser Antwort ist nicht mehr vorhanden; ihre Striche sind es.</translation>
    </message>
    <message>
        <source>%1 of %2 s</source>
        <translation>%1 von %2 s</translation>
    </message>
    <message>
        <source>Export answers</source>
        <translation>Antworten exportieren</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
    <message>
        <source>Play session</source>
        <translation>Sitzung abspielen</translation>
    </message>
    <message>
        <source>Plays all answers of this one&apos;s session, one after the other.</source>
        <translation>Spielt alle Antworten aus der Sitzung dieser Antwort nacheinander ab.</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>Answer %1 of %2 of the session: %3</source>
        <translation>Antwort %1 von %2 der Sitzung: %3</translation>
    </message>
    <message>
        <source>Yellow: what was right.</source>
        <translation>Gelb: was richtig war.</translation>
    </message>
</context>
<context>
    <name>sonosketch::ProjectSession</name>
    <message>
        <source>Saving %1</source>
        <translation>%1 wird gespeichert</translation>
    </message>
    <message>
        <source>Untitled case</source>
        <translation>Unbenannter Fall</translation>
    </message>
</context>
<context>
    <name>sonosketch::ReaderPage</name>
    <message>
        <source>Readers of this study</source>
        <translation>Leser dieser Studie</translation>
    </message>
    <message>
        <source>Choose your name to go on where you stopped.</source>
        <translation>Ihren Namen wählen, um dort weiterzumachen, wo Sie aufgehört haben.</translation>
    </message>
    <message>
        <source>Your name or initials</source>
        <translation>Ihr Name oder Ihre Initialen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Your answers are kept under this name.</source>
        <translation>Ihre Antworten werden unter diesem Namen gespeichert.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>To what is asked.</source>
        <translation>Zur Fragestellung.</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabetaste</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Closes the window.</source>
        <translation>Schließt das Fenster.</translation>
    </message>
    <message>
        <source>at work in another window</source>
        <translation>arbeitet in einem anderen Fenster</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>%1 of %2 answered</source>
        <translation>%1 von %2 beantwortet</translation>
    </message>
</context>
<context>
    <name>sonosketch::ReadingProgram</name>
    <message>
        <source>The study cannot be read</source>
        <translation>Die Studie ist nicht lesbar</translation>
    </message>
</context>
<context>
    <name>sonosketch::ReadingTrialPage</name>
    <message>
        <source>Time left for this picture</source>
        <translation>Verbleibende Zeit für dieses Bild</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>P</source>
        <translation>P</translation>
    </message>
    <message>
        <source>Hides the picture and stops the clock.</source>
        <translation>Verbirgt das Bild und hält die Uhr an.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Bild auf</translation>
    </message>
    <message>
        <source>Shows the answer before, which may be changed.</source>
        <translation>Zeigt die vorige Antwort, die geändert werden darf.</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>PgDn</source>
        <translation>Bild ab</translation>
    </message>
    <message>
        <source>To the next picture; this answer stays as it was given.</source>
        <translation>Zum nächsten Bild; diese Antwort bleibt, wie sie gegeben wurde.</translation>
    </message>
    <message>
        <source>A remark, if you like (T to write, Esc to leave)</source>
        <translation>Eine Bemerkung, wenn Sie mögen (T zum Schreiben, Esc zum Verlassen)</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>Anything about this picture, in your own words.</source>
        <translation>Alles zu diesem Bild, in eigenen Worten.</translation>
    </message>
    <message>
        <source>T</source>
        <translation>T</translation>
    </message>
    <message>
        <source>Wheel, + and −: zoom  ·  drag: move  ·  right button or arrow keys: brightness, contrast</source>
        <translation>Mausrad, + und −: Zoom  ·  Ziehen: verschieben  ·  rechte Maustaste oder Pfeiltasten: Helligkeit, Kontrast</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Writes the answer once more.</source>
        <translation>Schreibt die Antwort noch einmal.</translation>
    </message>
    <message>
        <source>Real</source>
        <translation>Echt</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>A picture of a patient.</source>
        <translation>Ein Bild von einem Patienten.</translation>
    </message>
    <message>
        <source>Synthesised</source>
        <translation>Synthetisch</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>A picture that a network made.</source>
        <translation>Ein Bild, das ein neuronales Netz erzeugt hat.</translation>
    </message>
    <message>
        <source>How sure?</source>
        <translation>Wie sicher?</translation>
    </message>
    <message>
        <source>guessed</source>
        <translation>geraten</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>rather sure</source>
        <translation>eher sicher</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>sicher</translation>
    </message>
    <message>
        <source>certain</source>
        <translation>ganz sicher</translation>
    </message>
    <message>
        <source>Confidence %1</source>
        <translation>Sicherheit %1</translation>
    </message>
    <message>
        <source>I am %1: 1 is guessed, 5 is certain.</source>
        <translation>Meine Antwort ist %1: 1 heißt geraten, 5 ganz sicher.</translation>
    </message>
    <message>
        <source>Give answer</source>
        <translation>Antwort geben</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabetaste</translation>
    </message>
    <message>
        <source>Keeps the answer and shows the next picture.</source>
        <translation>Speichert die Antwort und zeigt das nächste Bild.</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X</translation>
    </message>
    <message>
        <source>The time was too short to say anything.</source>
        <translation>Die Zeit war zu kurz, um etwas zu sagen.</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>Also: drag up and down with the right button.</source>
        <translation>Auch: mit der rechten Maustaste nach oben und unten ziehen.</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>Auf, Ab</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Also: drag to the sides with the right button.</source>
        <translation>Auch: mit der rechten Maustaste zur Seite ziehen.</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Links, Rechts</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>0</source>
        <translation>0</translation>
    </message>
    <message>
        <source>The whole picture with its own grey levels.</source>
        <translation>Das ganze Bild mit seinen eigenen Grauwerten.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Your answer is kept here until it can be written.</source>
        <translation>Ihre Antwort bleibt hier erhalten, bis sie geschrieben werden kann.</translation>
    </message>
    <message>
        <source>The time for this picture is over.
Please answer.</source>
        <translation>Die Zeit für dieses Bild ist um.
Bitte antworten.</translation>
    </message>
    <message>
        <source>Not written yet: %1. It is tried again by itself.</source>
        <translation>Noch nicht geschrieben: %1. Es wird von selbst erneut versucht.</translation>
    </message>
    <message>
        <source>time over</source>
        <translation>Zeit ist um</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Real or synthesised? Press R or S.</source>
        <translation>Echt oder synthetisch? R oder S drücken.</translation>
    </message>
    <message>
        <source>Real or synthesised? Press R or S, then 1 to 5 for how sure you are.</source>
        <translation>Echt oder synthetisch? R oder S drücken, dann 1 bis 5 dafür, wie sicher Sie sind.</translation>
    </message>
    <message>
        <source>How sure are you? Press 1 to 5.</source>
        <translation>Wie sicher sind Sie? 1 bis 5 drücken.</translation>
    </message>
    <message>
        <source>Practice: this picture is real.</source>
        <translation>Übung: Dieses Bild ist echt.</translation>
    </message>
    <message>
        <source>Practice: this picture is synthesised.</source>
        <translation>Übung: Dieses Bild ist synthetisch.</translation>
    </message>
    <message>
        <source>Practice: you are right, this picture is real.</source>
        <translation>Übung: Richtig, dieses Bild ist echt.</translation>
    </message>
    <message>
        <source>Practice: you are right, this picture is synthesised.</source>
        <translation>Übung: Richtig, dieses Bild ist synthetisch.</translation>
    </message>
    <message>
        <source>Practice: you said synthesised, but this picture is real.</source>
        <translation>Übung: Sie sagten synthetisch, aber dieses Bild ist echt.</translation>
    </message>
    <message>
        <source>Practice: you said real, but this picture is synthesised.</source>
        <translation>Übung: Sie sagten echt, aber dieses Bild ist synthetisch.</translation>
    </message>
    <message>
        <source>Practice %1 of %2</source>
        <translation>Übung %1 von %2</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>Nächstes Bild</translation>
    </message>
</context>
<context>
    <name>sonosketch::ReadingView</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>sonosketch::ReadingWindow</name>
    <message>
        <source>Reader study – SonoSketch</source>
        <translation>Leserstudie – SonoSketch</translation>
    </message>
    <message>
        <source>%1 – SonoSketch</source>
        <translation>%1 – SonoSketch</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabetaste</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Begins, or goes on where you stopped.</source>
        <translation>Beginnt oder macht dort weiter, wo Sie aufgehört haben.</translation>
    </message>
    <message>
        <source>Another reader</source>
        <translation>Anderer Leser</translation>
    </message>
    <message>
        <source>Back to the names.</source>
        <translation>Zurück zu den Namen.</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Shows the picture again.</source>
        <translation>Zeigt das Bild wieder.</translation>
    </message>
    <message>
        <source>Stop for today</source>
        <translation>Für heute aufhören</translation>
    </message>
    <message>
        <source>Closes the window; next time it goes on with this picture.</source>
        <translation>Schließt das Fenster; beim nächsten Mal geht es mit diesem Bild weiter.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Reads the picture once more.</source>
        <translation>Liest das Bild noch einmal.</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Leaves this picture for the end.</source>
        <translation>Hebt dieses Bild für den Schluss auf.</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>Closes the window; next time it goes on here.</source>
        <translation>Schließt das Fenster; beim nächsten Mal geht es hier weiter.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Closes the window.</source>
        <translation>Schließt das Fenster.</translation>
    </message>
    <message>
        <source>Try the missing pictures again</source>
        <translation>Fehlende Bilder erneut versuchen</translation>
    </message>
    <message>
        <source>For when they have been restored.</source>
        <translation>Für den Fall, dass sie wiederhergestellt wurden.</translation>
    </message>
    <message>
        <source>Look through my answers</source>
        <translation>Meine Antworten durchsehen</translation>
    </message>
    <message>
        <source>Shows the last answer, which may be changed.</source>
        <translation>Zeigt die letzte Antwort, die geändert werden darf.</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Bild auf</translation>
    </message>
    <message>
        <source>To the readers</source>
        <translation>Zu den Lesern</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>&lt;p&gt;The picture is hidden and the clock stands still. Every answer you have given is saved.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Das Bild ist verborgen, und die Uhr steht still. Alle Antworten, die Sie gegeben haben, sind gespeichert.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>This picture cannot be shown</source>
        <translation>Dieses Bild kann nicht angezeigt werden</translation>
    </message>
    <message>
        <source>&lt;p&gt;Nothing is lost: your answers are saved, and this picture is still to be answered. Tell the person who gave you the study. When the picture is back, try again; meanwhile you may go on with the others.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Nichts ist verloren: Ihre Antworten sind gespeichert, und dieses Bild ist weiterhin zu beantworten. Wenden Sie sich an die Person, die Ihnen die Studie gegeben hat. Sobald das Bild wieder da ist, versuchen Sie es erneut; inzwischen können Sie mit den anderen weitermachen.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Another window has taken over</source>
        <translation>Ein anderes Fenster hat übernommen</translation>
    </message>
    <message>
        <source>You will see %1 pictures, one at a time; some are real scans, some were synthesised by a neural network, in no order that can be guessed. Some may come twice. Nobody will tell you whether you were right, and you are not measured against anybody: take every picture as it comes.</source>
        <translation>Sie sehen %1 Bilder, eines nach dem anderen; einige sind echte Aufnahmen, einige wurden von einem neuronalen Netz erzeugt, in einer Reihenfolge, die sich nicht erraten lässt. Manche können zweimal vorkommen. Niemand sagt Ihnen, ob Sie richtig lagen, und Sie werden mit niemandem verglichen: Nehmen Sie jedes Bild, wie es kommt.</translation>
    </message>
    <message>
        <source>For each picture press &lt;b&gt;R&lt;/b&gt; for real or &lt;b&gt;S&lt;/b&gt; for synthesised, then &lt;b&gt;1&lt;/b&gt; (guessed) to &lt;b&gt;5&lt;/b&gt; (certain) for how sure you are, and &lt;b&gt;Enter&lt;/b&gt;. The same is there as buttons. Zoom, contrast and brightness are yours to change.</source>
        <translation>Drücken Sie bei jedem Bild &lt;b&gt;R&lt;/b&gt; für echt oder &lt;b&gt;S&lt;/b&gt; für synthetisch, dann &lt;b&gt;1&lt;/b&gt; (geraten) bis &lt;b&gt;5&lt;/b&gt; (ganz sicher) dafür, wie sicher Sie sind, und die &lt;b&gt;Eingabetaste&lt;/b&gt;. Dasselbe geht mit den Schaltflächen. Zoom, Kontrast und Helligkeit können Sie frei ändern.</translation>
    </message>
    <message>
        <source>Each picture is shown for %1 seconds. Then the next one comes; what you have chosen by then counts.</source>
        <translation>Jedes Bild wird %1 Sekunden lang gezeigt. Dann kommt das nächste; es zählt, was Sie bis dahin gewählt haben.</translation>
    </message>
    <message>
        <source>Each picture is shown for %1 seconds. Then it goes, and you may still answer.</source>
        <translation>Jedes Bild wird %1 Sekunden lang gezeigt. Dann verschwindet es, und Sie können noch antworten.</translation>
    </message>
    <message>
        <source>You may go back and change answers.</source>
        <translation>Sie können zurückgehen und Antworten ändern.</translation>
    </message>
    <message>
        <source>There is no way back to an answer that was given.</source>
        <translation>Zu einer gegebenen Antwort führt kein Weg zurück.</translation>
    </message>
    <message>
        <source>If something strikes you, press &lt;b&gt;T&lt;/b&gt; and write it down.</source>
        <translation>Wenn Ihnen etwas auffällt, drücken Sie &lt;b&gt;T&lt;/b&gt; und schreiben Sie es auf.</translation>
    </message>
    <message>
        <source>&lt;b&gt;P&lt;/b&gt; makes a break. Answers are saved one by one: you may stop at any time and go on later.</source>
        <translation>&lt;b&gt;P&lt;/b&gt; macht eine Pause. Antworten werden einzeln gespeichert: Sie können jederzeit aufhören und später weitermachen.</translation>
    </message>
    <message>
        <source>&lt;i&gt;The synthesised pictures carry no mark here, for the sake of the study. Nothing here is for diagnosis.&lt;/i&gt;</source>
        <translation>&lt;i&gt;Die synthetischen Bilder tragen hier der Studie wegen keine Kennzeichnung. Nichts hiervon dient der Diagnose.&lt;/i&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;All %1 pictures are answered, and every answer is saved. Thank you.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Alle %1 Bilder sind beantwortet, und jede Antwort ist gespeichert. Vielen Dank.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;%1 of %2 pictures are answered and saved. %3 could not be shown and are still open; tell the person who gave you the study.&lt;/p&gt;</source>
        <translation>&lt;p&gt;%1 von %2 Bildern sind beantwortet und gespeichert. %3 konnten nicht angezeigt werden und sind noch offen; wenden Sie sich an die Person, die Ihnen die Studie gegeben hat.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;The answers of %1 lie in the study folder: %2&lt;/p&gt;</source>
        <translation>&lt;p&gt;Die Antworten von %1 liegen im Studienordner: %2&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Who reads? Choose your name to go on where you stopped, or type a new one.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Wer liest? Wählen Sie Ihren Namen, um dort weiterzumachen, wo Sie aufgehört haben, oder geben Sie einen neuen ein.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Reader study</source>
        <translation>Leserstudie</translation>
    </message>
    <message>
        <source>Before you begin</source>
        <translation>Bevor Sie beginnen</translation>
    </message>
    <message>
        <source>Welcome back, %1: %2 of %3 are answered</source>
        <translation>Willkommen zurück, %1: %2 von %3 sind beantwortet</translation>
    </message>
    <message>
        <source>%1 pictures of the study are missing. Better have them restored before you begin; those that are there can be read all the same.</source>
        <translation>%1 Bilder der Studie fehlen. Besser lassen Sie sie wiederherstellen, bevor Sie beginnen; die vorhandenen können trotzdem gelesen werden.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Done, but for %1</source>
        <translation>Fertig, bis auf %1</translation>
    </message>
    <message>
        <source>Your last answer is not written yet: %1. Close again to give it up; this picture then comes again next time.</source>
        <translation>Ihre letzte Antwort ist noch nicht geschrieben: %1. Erneutes Schließen verwirft sie; dieses Bild kommt dann beim nächsten Mal wieder.</translation>
    </message>
    <message>
        <source>&lt;p&gt;Answers under this name are now given in another window. Every answer that was written is kept; a picture that was still open comes again there. Nothing counts twice.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Unter diesem Namen wird jetzt in einem anderen Fenster geantwortet. Jede geschriebene Antwort bleibt erhalten; ein Bild, das noch offen war, kommt dort noch einmal. Nichts zählt doppelt.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Begin the study</source>
        <translation>Studie beginnen</translation>
    </message>
    <message>
        <source>From here on every answer counts.</source>
        <translation>Von hier an zählt jede Antwort.</translation>
    </message>
    <message>
        <source>Closes the window; next time it begins with practice again.</source>
        <translation>Schließt das Fenster; das nächste Mal beginnt es wieder mit der Übung.</translation>
    </message>
    <message>
        <source>Now the study</source>
        <translation>Nun die Studie</translation>
    </message>
    <message>
        <source>&lt;p&gt;Practice is over; none of it was kept. From here on every answer counts and is saved, and nobody tells you whether it was right.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Die Übung ist vorbei; nichts davon wurde aufgehoben. Von hier an zählt jede Antwort und wird gespeichert, und niemand sagt Ihnen, ob sie richtig war.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Before that come %1 other pictures to practise on. After each of them you are told what it was; none of them counts.</source>
        <translation>Davor kommen %1 andere Bilder zum Üben. Nach jedem wird Ihnen gesagt, was es war; keines davon zählt.</translation>
    </message>
    <message>
        <source>Before that come %1 other pictures to practise on. None of them counts, and you are not told what they were.</source>
        <translation>Davor kommen %1 andere Bilder zum Üben. Keines davon zählt, und Ihnen wird nicht gesagt, was sie waren.</translation>
    </message>
</context>
<context>
    <name>sonosketch::SpotPage</name>
    <message>
        <source>First picture</source>
        <translation>Erstes Bild</translation>
    </message>
    <message>
        <source>Second picture</source>
        <translation>Zweites Bild</translation>
    </message>
    <message>
        <source>Blink between both</source>
        <translation>Zwischen beiden blinken</translation>
    </message>
    <message>
        <source>Spot the change</source>
        <translation>Unterschied finden</translation>
    </message>
    <message>
        <source>One lesion differs between these pictures: it is new, has grown, has moved, or is of another kind. Click on it in either picture, then check.</source>
        <translation>Eine Läsion unterscheidet sich zwischen diesen Bildern: Sie ist neu, gewachsen, verschoben oder von anderer Art. In einem der Bilder darauf klicken, dann prüfen.</translation>
    </message>
    <message>
        <source>Shows both pictures in turn in the second view.</source>
        <translation>Zeigt beide Bilder abwechselnd in der zweiten Ansicht.</translation>
    </message>
    <message>
        <source>Click on what has changed first.</source>
        <translation>Zuerst auf das klicken, was sich geändert hat.</translation>
    </message>
    <message>
        <source>where you clicked</source>
        <translation>wo Sie geklickt haben</translation>
    </message>
    <message>
        <source>what has changed</source>
        <translation>was sich geändert hat</translation>
    </message>
    <message>
        <source>A lesion was added: %1.</source>
        <translation>Eine Läsion kam hinzu: %1.</translation>
    </message>
    <message>
        <source>The lesion has grown.</source>
        <translation>Die Läsion ist gewachsen.</translation>
    </message>
    <message>
        <source>The lesion has moved.</source>
        <translation>Die Läsion hat sich verschoben.</translation>
    </message>
    <message>
        <source>The lesion is of another kind: %1.</source>
        <translation>Die Läsion ist von anderer Art: %1.</translation>
    </message>
    <message>
        <source>Well spotted</source>
        <translation>Gut erkannt</translation>
    </message>
    <message>
        <source>Not there</source>
        <translation>Nicht dort</translation>
    </message>
    <message>
        <source>Your click is on it.</source>
        <translation>Ihr Klick liegt darauf.</translation>
    </message>
    <message>
        <source>Your click is &lt;b&gt;%1&lt;/b&gt; away from it.</source>
        <translation>Ihr Klick liegt &lt;b&gt;%1&lt;/b&gt; davon entfernt.</translation>
    </message>
</context>
<context>
    <name>sonosketch::StatusStrip</name>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Pointer position</source>
        <translation>Zeigerposition</translation>
    </message>
    <message>
        <source>Pointer position on the canvas, in millimetres too where the spacing is known.</source>
        <translation>Zeigerposition auf der Zeichenfläche, auch in Millimetern, wenn der Pixelabstand bekannt ist.</translation>
    </message>
    <message>
        <source>Busy %1</source>
        <translation>Rechnet %1</translation>
    </message>
    <message>
        <source>State of the picture</source>
        <translation>Zustand des Bildes</translation>
    </message>
    <message>
        <source>What the model is doing, and whether the picture is a preview or exact.</source>
        <translation>Was das Modell gerade tut und ob das Bild eine Vorschau oder exakt ist.</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Time of the last pass</source>
        <translation>Dauer des letzten Durchlaufs</translation>
    </message>
    <message>
        <source>Milliseconds from the condition to the picture.</source>
        <translation>Millisekunden von der Bedingung bis zum Bild.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Device and precision</source>
        <translation>Gerät und Genauigkeit</translation>
    </message>
    <message>
        <source>The device that runs the network, and its precision.</source>
        <translation>Das Gerät, auf dem das Netz läuft, und seine Rechengenauigkeit.</translation>
    </message>
    <message>
        <source>Synthetic image – not for diagnosis</source>
        <translation>Synthetisches Bild – nicht zur Diagnose</translation>
    </message>
    <message>
        <source>Disclaimer</source>
        <translation>Warnhinweis</translation>
    </message>
    <message>
        <source>Pictures are made by a network. They are for research and training.</source>
        <translation>Die Bilder stammen von einem neuronalen Netz. Sie dienen Forschung und Ausbildung.</translation>
    </message>
    <message>
        <source>Model %1
SHA-256 %2</source>
        <translation>Modell %1
SHA-256 %2</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>Loading model…</source>
        <translation>Modell wird geladen…</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Exakt</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
</context>
<context>
    <name>sonosketch::StoryJob</name>
    <message>
        <source>Another story is being written</source>
        <translation>Es wird bereits eine Bildfolge geschrieben</translation>
    </message>
    <message>
        <source>No step is pinned</source>
        <translation>Kein Schritt ist angeheftet</translation>
    </message>
    <message>
        <source>%1 steps are more than the %2 of a story: pin those that matter</source>
        <translation>%1 Schritte sind mehr als die höchstens %2 einer Bildfolge: die wichtigen anheften</translation>
    </message>
    <message>
        <source>Step %1 was deleted</source>
        <translation>Schritt %1 wurde gelöscht</translation>
    </message>
    <message>
        <source>Case opened</source>
        <translation>Fall geöffnet</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Step %1: %2</source>
        <translation>Schritt %1: %2</translation>
    </message>
    <message>
        <source>Step %1 · %2 · synthetic, not for diagnosis</source>
        <translation>Schritt %1 · %2 · synthetisch, nicht zur Diagnose</translation>
    </message>
    <message>
        <source>There is no model to render step %1 with</source>
        <translation>Es gibt kein Modell, um Schritt %1 zu berechnen</translation>
    </message>
</context>
<context>
    <name>sonosketch::StudyReportWindow</name>
    <message>
        <source>%1  (%2 to %3)</source>
        <translation>%1  (%2 bis %3)</translation>
    </message>
    <message>
        <source>Without the key: times and agreement alone</source>
        <translation>Ohne Schlüssel: nur Zeiten und Übereinstimmung</translation>
    </message>
    <message>
        <source>Make report</source>
        <translation>Bericht erstellen</translation>
    </message>
    <message>
        <source>Open report</source>
        <translation>Bericht öffnen</translation>
    </message>
    <message>
        <source>Report of a reader study – SonoSketch</source>
        <translation>Bericht einer Leserstudie – SonoSketch</translation>
    </message>
    <message>
        <source>Study folder</source>
        <translation>Studienordner</translation>
    </message>
    <message>
        <source>The folder with study.json and the readers&apos; answers.</source>
        <translation>Der Ordner mit study.json und den Antworten der Leser.</translation>
    </message>
    <message>
        <source>Answer key</source>
        <translation>Lösungsschlüssel</translation>
    </message>
    <message>
        <source>The file that was written beside the study.</source>
        <translation>Die Datei, die neben der Studie geschrieben wurde.</translation>
    </message>
    <message>
        <source>Report folder</source>
        <translation>Berichtsordner</translation>
    </message>
    <message>
        <source>Gets report.html, answers.csv and summary.csv; earlier ones are replaced.</source>
        <translation>Erhält report.html, answers.csv und summary.csv; frühere werden ersetzt.</translation>
    </message>
    <message>
        <source>Readers and how often they were right</source>
        <translation>Leser und wie oft sie richtig lagen</translation>
    </message>
    <message>
        <source>Joins answers and key, and writes the report.</source>
        <translation>Führt Antworten und Schlüssel zusammen und schreibt den Bericht.</translation>
    </message>
    <message>
        <source>Shows it in the browser.</source>
        <translation>Zeigt ihn im Browser.</translation>
    </message>
    <message>
        <source>Without the key</source>
        <translation>Ohne Schlüssel</translation>
    </message>
    <message>
        <source>For a study whose key is lost or not at hand.</source>
        <translation>Für eine Studie, deren Schlüssel verloren oder nicht zur Hand ist.</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>Answer key (*.json)</source>
        <translation>Lösungsschlüssel (*.json)</translation>
    </message>
    <message>
        <source>Reading the answers</source>
        <translation>Antworten werden gelesen</translation>
    </message>
    <message>
        <source>Making the report</source>
        <translation>Bericht wird erstellt</translation>
    </message>
    <message>
        <source>Written: report.html, answers.csv and summary.csv in %1</source>
        <translation>Geschrieben: report.html, answers.csv und summary.csv in %1</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>Leser</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Right, all</source>
        <translation>Richtig, gesamt</translation>
    </message>
    <message>
        <source>ROC area</source>
        <translation>ROC-Fläche</translation>
    </message>
    <message>
        <source>Time, median</source>
        <translation>Zeit, Median</translation>
    </message>
    <message>
        <source>%1 (SIMULATED)</source>
        <translation>%1 (SIMULIERT)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>sonosketch::SynthesisView</name>
    <message>
        <source>Synthesised image</source>
        <translation>Synthetisches Bild</translation>
    </message>
    <message>
        <source>Synthetic picture made from the condition beside it. Not for diagnosis.</source>
        <translation>Synthetisches Bild, erzeugt aus der Bedingung daneben. Nicht zur Diagnose.</translation>
    </message>
    <message>
        <source>No model — see the status bar</source>
        <translation>Kein Modell – siehe Statusleiste</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>Modell wird geladen…</translation>
    </message>
    <message>
        <source>Waiting for the first picture…</source>
        <translation>Warten auf das erste Bild…</translation>
    </message>
</context>
<context>
    <name>sonosketch::ToolBox</name>
    <message>
        <source>Erase labels</source>
        <translation>Labels radieren</translation>
    </message>
    <message>
        <source>Erase sketch</source>
        <translation>Skizze radieren</translation>
    </message>
    <message>
        <source>Extend field of view</source>
        <translation>Bildfeld erweitern</translation>
    </message>
    <message>
        <source>Cut field of view</source>
        <translation>Bildfeld beschneiden</translation>
    </message>
    <message>
        <source>Brush: %1</source>
        <translation>Pinsel: %1</translation>
    </message>
    <message>
        <source>Sketch pen</source>
        <translation>Skizzenstift</translation>
    </message>
    <message>
        <source>Label brush</source>
        <translation>Label-Pinsel</translation>
    </message>
    <message>
        <source>Label eraser</source>
        <translation>Label-Radierer</translation>
    </message>
    <message>
        <source>Sketch eraser</source>
        <translation>Skizzenradierer</translation>
    </message>
    <message>
        <source>Field-of-view brush</source>
        <translation>Bildfeld-Pinsel</translation>
    </message>
    <message>
        <source>Field-of-view eraser</source>
        <translation>Bildfeld-Radierer</translation>
    </message>
    <message>
        <source>Pick label</source>
        <translation>Label aufnehmen</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Ansicht verschieben</translation>
    </message>
    <message>
        <source>%1: erase</source>
        <translation>%1: radieren</translation>
    </message>
    <message>
        <source>Sketch line</source>
        <translation>Skizzenlinie</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>A curve needs two points.</source>
        <translation>Eine Kurve braucht zwei Punkte.</translation>
    </message>
    <message>
        <source>Sketch curve</source>
        <translation>Skizzenkurve</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2 × %3</source>
        <translation>%1: %2 × %3</translation>
    </message>
    <message>
        <source>%1 (%2 px)</source>
        <translation>%1 (%2 px)</translation>
    </message>
    <message>
        <source>
circumf. %1</source>
        <translation>
Umfang %1</translation>
    </message>
    <message>
        <source> (%1 px)</source>
        <translation> (%1 px)</translation>
    </message>
    <message>
        <source>
area %1 mm² (%2 px²)</source>
        <translation>
Fläche %1 mm² (%2 px²)</translation>
    </message>
    <message>
        <source>
area %1 px²</source>
        <translation>
Fläche %1 px²</translation>
    </message>
    <message>
        <source>Delete measurement</source>
        <translation>Messung löschen</translation>
    </message>
    <message>
        <source>Name measurement</source>
        <translation>Messung benennen</translation>
    </message>
    <message>
        <source>A case has at most %1 measurements: delete some of them.</source>
        <translation>Ein Fall hat höchstens %1 Messungen: bitte einige löschen.</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Move measurement</source>
        <translation>Messung verschieben</translation>
    </message>
    <message>
        <source>Paste object: %1</source>
        <translation>Objekt einfügen: %1</translation>
    </message>
    <message>
        <source>Move object: %1</source>
        <translation>Objekt verschieben: %1</translation>
    </message>
    <message>
        <source>A polygon needs three corners.</source>
        <translation>Ein Polygon braucht drei Ecken.</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>Polygon</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Füllen</translation>
    </message>
    <message>
        <source>Magic wand</source>
        <translation>Zauberstab</translation>
    </message>
    <message>
        <source>Tolerance %1</source>
        <translation>Toleranz %1</translation>
    </message>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 px</translation>
    </message>
    <message>
        <source>Rub out edges</source>
        <translation>Kanten ausradieren</translation>
    </message>
    <message>
        <source>Burn in edges</source>
        <translation>Kanten einbrennen</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>Ellipse</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>Edges of a rectangle</source>
        <translation>Kanten im Rechteck</translation>
    </message>
    <message>
        <source>Move object</source>
        <translation>Objekt verschieben</translation>
    </message>
    <message>
        <source>Caliper</source>
        <translation>Abstand messen</translation>
    </message>
    <message>
        <source>Measure ellipse</source>
        <translation>Ellipse messen</translation>
    </message>
    <message>
        <source>%1 is locked: unlock it in the list of labels to change it.</source>
        <translation>%1 ist gesperrt: zum Ändern in der Labelliste entsperren.</translation>
    </message>
    <message>
        <source>There is no object under the pointer; select one with the move tool.</source>
        <translation>Unter dem Zeiger ist kein Objekt; mit „Objekt verschieben“ eines wählen.</translation>
    </message>
    <message>
        <source>%1: nothing to change.</source>
        <translation>%1: nichts zu ändern.</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Shrink</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Close gaps</source>
        <translation>Lücken schließen</translation>
    </message>
    <message>
        <source>Open bridges</source>
        <translation>Brücken trennen</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Glätten</translation>
    </message>
    <message>
        <source>Fill holes</source>
        <translation>Löcher füllen</translation>
    </message>
    <message>
        <source>Keep largest part</source>
        <translation>Größten Teil behalten</translation>
    </message>
    <message>
        <source>Remove islands</source>
        <translation>Inseln entfernen</translation>
    </message>
    <message>
        <source>Delete object: %1</source>
        <translation>Objekt löschen: %1</translation>
    </message>
    <message>
        <source>Mirror object: %1</source>
        <translation>Objekt spiegeln: %1</translation>
    </message>
    <message>
        <source>Mirror case</source>
        <translation>Fall spiegeln</translation>
    </message>
    <message>
        <source>Thin sketch</source>
        <translation>Skizze ausdünnen</translation>
    </message>
</context>
<context>
    <name>sonosketch::ToolCommandRows</name>
    <message>
        <source>&amp;Copy object</source>
        <translation>Objekt &amp;kopieren</translation>
    </message>
    <message>
        <source>Copies the selected object, or the one under the pointer, with its sketch.</source>
        <translation>Kopiert das gewählte Objekt oder das unter dem Zeiger mit seiner Skizze.</translation>
    </message>
    <message>
        <source>&amp;Paste object</source>
        <translation>Objekt ein&amp;fügen</translation>
    </message>
    <message>
        <source>Pastes the copied object, into another case too; it floats until Enter or a click elsewhere.</source>
        <translation>Fügt das kopierte Objekt ein, auch in einen anderen Fall; es schwebt bis zur Eingabetaste oder einem Klick daneben.</translation>
    </message>
    <message>
        <source>&amp;Delete object</source>
        <translation>Objekt lös&amp;chen</translation>
    </message>
    <message>
        <source>Deletes the selected object or measurement, or the object under the pointer.</source>
        <translation>Löscht das gewählte Objekt, die gewählte Messung oder das Objekt unter dem Zeiger.</translation>
    </message>
    <message>
        <source>&amp;Mirror object</source>
        <translation>Objekt s&amp;piegeln</translation>
    </message>
    <message>
        <source>Left and right of the selected object, or the one under the pointer, change sides.</source>
        <translation>Vertauscht links und rechts beim gewählten Objekt oder dem unter dem Zeiger.</translation>
    </message>
    <message>
        <source>Mirror c&amp;ase</source>
        <translation>Fall sp&amp;iegeln</translation>
    </message>
    <message>
        <source>Mirrors labels, sketch and field of view; automatic edges become pen strokes, the scan itself stays.</source>
        <translation>Spiegelt Labels, Skizze und Bildfeld; automatische Kanten werden Stiftstriche, das Quellbild selbst bleibt.</translation>
    </message>
    <message>
        <source>P&amp;olygon</source>
        <translation>Pol&amp;ygon</translation>
    </message>
    <message>
        <source>Click corners; a double click, Enter or the first corner closes, Backspace takes one back. Ctrl erases.</source>
        <translation>Ecken anklicken; Doppelklick, Eingabetaste oder die erste Ecke schließt, Rücktaste nimmt eine zurück. Strg radiert.</translation>
    </message>
    <message>
        <source>&amp;Lasso</source>
        <translation>Lass&amp;o</translation>
    </message>
    <message>
        <source>Draw around a region to fill it. Hold Ctrl to erase.</source>
        <translation>Einen Bereich umfahren, um ihn zu füllen. Strg gedrückt halten zum Radieren.</translation>
    </message>
    <message>
        <source>Ell&amp;ipse</source>
        <translation>Ell&amp;ipse</translation>
    </message>
    <message>
        <source>Drag an ellipse; Shift makes a circle, Alt starts in the middle, Ctrl erases.</source>
        <translation>Eine Ellipse aufziehen; Umschalt ergibt einen Kreis, Alt beginnt in der Mitte, Strg radiert.</translation>
    </message>
    <message>
        <source>&amp;Rectangle</source>
        <translation>Re&amp;chteck</translation>
    </message>
    <message>
        <source>Drag a rectangle; Shift makes a square, Alt starts in the middle, Ctrl erases.</source>
        <translation>Ein Rechteck aufziehen; Umschalt ergibt ein Quadrat, Alt beginnt in der Mitte, Strg radiert.</translation>
    </message>
    <message>
        <source>Fi&amp;ll</source>
        <translation>&amp;Füllen</translation>
    </message>
    <message>
        <source>Gives the region under a click the active label. Ctrl erases it.</source>
        <translation>Gibt dem angeklickten Bereich das aktive Label. Strg radiert ihn.</translation>
    </message>
    <message>
        <source>Magic &amp;wand</source>
        <translation>Zaubers&amp;tab</translation>
    </message>
    <message>
        <source>Labels the region of like grey; drag up or down to change how like. Ctrl erases.</source>
        <translation>Gibt dem Bereich ähnlicher Grauwerte das aktive Label; Ziehen nach oben oder unten ändert die Toleranz. Strg radiert.</translation>
    </message>
    <message>
        <source>Sketch li&amp;ne</source>
        <translation>Skizzen&amp;linie</translation>
    </message>
    <message>
        <source>Drag a straight pen line; Shift keeps to steps of 15 degrees, Ctrl erases.</source>
        <translation>Eine gerade Stiftlinie ziehen; Umschalt rastet in 15-Grad-Schritten ein, Strg radiert.</translation>
    </message>
    <message>
        <source>Sketch c&amp;urve</source>
        <translation>Ski&amp;zzenkurve</translation>
    </message>
    <message>
        <source>Click points of a smooth pen line; Enter or a double click ends it, Backspace takes one back.</source>
        <translation>Punkte einer glatten Stiftlinie anklicken; Eingabetaste oder Doppelklick beendet sie, Rücktaste nimmt einen zurück.</translation>
    </message>
    <message>
        <source>Ed&amp;ges of a rectangle</source>
        <translation>Kanten im Rec&amp;hteck</translation>
    </message>
    <message>
        <source>Drag a rectangle: the edges of the scan inside it become pen strokes. Ctrl rubs them out.</source>
        <translation>Ein Rechteck aufziehen: Die Kanten des Quellbilds darin werden Stiftstriche. Strg radiert sie aus.</translation>
    </message>
    <message>
        <source>Mo&amp;ve object</source>
        <translation>Ob&amp;jekt verschieben</translation>
    </message>
    <message>
        <source>Click an object, then drag it, its corners (Shift in proportion) or the handle that turns it (Shift by 15 degrees).</source>
        <translation>Ein Objekt anklicken, dann ziehen: es selbst, seine Ecken (Umschalt: proportional) oder den Drehgriff (Umschalt: 15-Grad-Schritte).</translation>
    </message>
    <message>
        <source>&amp;Caliper</source>
        <translation>Abstan&amp;d messen</translation>
    </message>
    <message>
        <source>Measures a distance on either picture; its ends can be dragged later. Del removes it.</source>
        <translation>Misst einen Abstand in einem der beiden Bilder; die Enden lassen sich später ziehen. Entf entfernt ihn.</translation>
    </message>
    <message>
        <source>Measure elli&amp;pse</source>
        <translation>Ellipse &amp;messen</translation>
    </message>
    <message>
        <source>Drag along one axis, then move across it: circumference and area on either picture.</source>
        <translation>Entlang einer Achse ziehen, dann quer dazu bewegen: Umfang und Fläche in einem der beiden Bilder.</translation>
    </message>
    <message>
        <source>&amp;Previous label</source>
        <translation>&amp;Vorheriges Label</translation>
    </message>
    <message>
        <source>Makes the class before the active one active.</source>
        <translation>Aktiviert die Klasse vor der aktiven.</translation>
    </message>
    <message>
        <source>&amp;Next label</source>
        <translation>&amp;Nächstes Label</translation>
    </message>
    <message>
        <source>Makes the class after the active one active.</source>
        <translation>Aktiviert die Klasse nach der aktiven.</translation>
    </message>
    <message>
        <source>&amp;Hide label</source>
        <translation>Label &amp;ausblenden</translation>
    </message>
    <message>
        <source>Hides the active label on the canvas, or shows it again; the model sees it all the same.</source>
        <translation>Blendet das aktive Label auf der Zeichenfläche aus oder wieder ein; das Modell sieht es trotzdem.</translation>
    </message>
    <message>
        <source>&amp;Lock label</source>
        <translation>Label &amp;sperren</translation>
    </message>
    <message>
        <source>A locked class neither shrinks nor grows.</source>
        <translation>Eine gesperrte Klasse schrumpft und wächst nicht.</translation>
    </message>
    <message>
        <source>&amp;Grow</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Widens the active label by the amount in the tool panel.</source>
        <translation>Verbreitert das aktive Label um den Wert im Bedienfeld Werkzeug.</translation>
    </message>
    <message>
        <source>&amp;Shrink</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Narrows the active label by the amount in the tool panel.</source>
        <translation>Verschmälert das aktive Label um den Wert im Bedienfeld Werkzeug.</translation>
    </message>
    <message>
        <source>S&amp;mooth</source>
        <translation>G&amp;lätten</translation>
    </message>
    <message>
        <source>Rounds the outline of the active label: each pixel as most of its surroundings.</source>
        <translation>Rundet den Umriss des aktiven Labels: jedes Pixel wie die Mehrheit seiner Umgebung.</translation>
    </message>
    <message>
        <source>&amp;Open bridges</source>
        <translation>&amp;Brücken trennen</translation>
    </message>
    <message>
        <source>Takes thin spurs and bridges off the active label.</source>
        <translation>Entfernt dünne Ausläufer und Brücken des aktiven Labels.</translation>
    </message>
    <message>
        <source>&amp;Close gaps</source>
        <translation>Lü&amp;cken schließen</translation>
    </message>
    <message>
        <source>Fills narrow gaps and bays of the active label.</source>
        <translation>Füllt schmale Lücken und Buchten des aktiven Labels.</translation>
    </message>
    <message>
        <source>&amp;Fill holes</source>
        <translation>Löcher &amp;füllen</translation>
    </message>
    <message>
        <source>Fills what the active label encloses.</source>
        <translation>Füllt, was das aktive Label umschließt.</translation>
    </message>
    <message>
        <source>&amp;Keep largest part</source>
        <translation>Größten &amp;Teil behalten</translation>
    </message>
    <message>
        <source>Removes all parts of the active label but the largest.</source>
        <translation>Entfernt alle Teile des aktiven Labels außer dem größten.</translation>
    </message>
    <message>
        <source>&amp;Remove islands</source>
        <translation>&amp;Inseln entfernen</translation>
    </message>
    <message>
        <source>Removes parts of the active label that are smaller than the tool panel says.</source>
        <translation>Entfernt Teile des aktiven Labels, die kleiner sind als im Bedienfeld Werkzeug angegeben.</translation>
    </message>
    <message>
        <source>Import s&amp;ketch…</source>
        <translation>Skizze &amp;importieren…</translation>
    </message>
    <message>
        <source>Adds the lines of a PNG of 512 x 512 pixels to the pen strokes.</source>
        <translation>Fügt den Stiftstrichen die Linien eines PNG mit 512 x 512 Pixeln hinzu.</translation>
    </message>
    <message>
        <source>E&amp;xport sketch…</source>
        <translation>Ski&amp;zze exportieren…</translation>
    </message>
    <message>
        <source>Writes the pen strokes as a PNG, white on black.</source>
        <translation>Schreibt die Stiftstriche als PNG, weiß auf schwarz.</translation>
    </message>
    <message>
        <source>&amp;Thin sketch</source>
        <translation>Skizze aus&amp;dünnen</translation>
    </message>
    <message>
        <source>Thins all pen strokes to lines of one pixel.</source>
        <translation>Dünnt alle Stiftstriche zu Linien von einem Pixel aus.</translation>
    </message>
    <message>
        <source>&amp;Burn in edges</source>
        <translation>Kan&amp;ten einbrennen</translation>
    </message>
    <message>
        <source>Makes the automatic edges pen strokes, which no slider changes any more.</source>
        <translation>Macht die automatischen Kanten zu Stiftstrichen, die kein Regler mehr ändert.</translation>
    </message>
</context>
<context>
    <name>sonosketch::ToolNumbers</name>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Across, canvas pixels</source>
        <translation>Waagerecht, in Pixeln der Zeichenfläche</translation>
    </message>
    <message>
        <source>Down, canvas pixels</source>
        <translation>Senkrecht, in Pixeln der Zeichenfläche</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Along x</source>
        <translation>In x-Richtung</translation>
    </message>
    <message>
        <source>Along y</source>
        <translation>In y-Richtung</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Drehung</translation>
    </message>
    <message>
        <source>Degrees, clockwise</source>
        <translation>Grad, im Uhrzeigersinn</translation>
    </message>
    <message>
        <source>Draw by numbers</source>
        <translation>Nach Zahlen zeichnen</translation>
    </message>
    <message>
        <source>Draws the shape or line of these numbers: one step of the history.</source>
        <translation>Zeichnet die Form oder Linie mit diesen Zahlen: ein Schritt im Verlauf.</translation>
    </message>
    <message>
        <source>%1, first number</source>
        <translation>%1, erste Zahl</translation>
    </message>
    <message>
        <source>%1, second number</source>
        <translation>%1, zweite Zahl</translation>
    </message>
    <message>
        <source>%1 × %2 mm</source>
        <translation>%1 × %2 mm</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Versatz</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Skalierung</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>°</source>
        <translation>°</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>Mitte</translation>
    </message>
</context>
<context>
    <name>sonosketch::ToolOptionsPanel</name>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>Pinselgröße</translation>
    </message>
    <message>
        <source>Diameter in canvas pixels. Shift+wheel does the same.</source>
        <translation>Durchmesser in Pixeln der Zeichenfläche. Auch mit Umschalt+Mausrad.</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>Rund</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Eckig</translation>
    </message>
    <message>
        <source>Round brush</source>
        <translation>Runder Pinsel</translation>
    </message>
    <message>
        <source>Paints with a disc.</source>
        <translation>Malt mit einer Kreisscheibe.</translation>
    </message>
    <message>
        <source>Square brush</source>
        <translation>Eckiger Pinsel</translation>
    </message>
    <message>
        <source>Paints with a square.</source>
        <translation>Malt mit einem Quadrat.</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Pen pressure sets the size</source>
        <translation>Stiftdruck bestimmt Größe</translation>
    </message>
    <message>
        <source>A light touch of a pen draws a thinner line. A mouse always draws the full size.</source>
        <translation>Leichter Stiftdruck zeichnet dünner. Die Maus zeichnet immer in voller Größe.</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Background only</source>
        <translation>Nur Hintergrund</translation>
    </message>
    <message>
        <source>Chosen labels</source>
        <translation>Gewählte Labels</translation>
    </message>
    <message>
        <source>Paint over</source>
        <translation>Übermalen</translation>
    </message>
    <message>
        <source>Which labels the label tools may change. Locked classes never change.</source>
        <translation>Welche Labels die Label-Werkzeuge ändern dürfen. Gesperrte Klassen ändern sich nie.</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Labels to paint over</source>
        <translation>Labels zum Übermalen</translation>
    </message>
    <message>
        <source>Tick every label that may be painted over.</source>
        <translation>Alle Labels ankreuzen, die übermalt werden dürfen.</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>Toleranz</translation>
    </message>
    <message>
        <source>How many grey levels a pixel may differ. Dragging the wand up or down changes it too.</source>
        <translation>Um wie viele Graustufen ein Pixel abweichen darf. Ziehen des Zauberstabs nach oben oder unten ändert sie ebenfalls.</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Calms the speckle before greys are compared; the picture stays as it is.</source>
        <translation>Dämpft den Speckle, bevor Grauwerte verglichen werden; das Bild bleibt unverändert.</translation>
    </message>
    <message>
        <source>Only what hangs together</source>
        <translation>Nur Zusammenhängendes</translation>
    </message>
    <message>
        <source>Off: every pixel of such a label or grey, wherever it lies.</source>
        <translation>Aus: alle Pixel mit diesem Label oder Grauwert, wo immer sie liegen.</translation>
    </message>
    <message>
        <source>Reshape by</source>
        <translation>Umformen um</translation>
    </message>
    <message>
        <source>How far growing, shrinking, smoothing, opening and closing of the active label reach (menu Labels).</source>
        <translation>Wie weit Vergrößern, Verkleinern, Glätten, Brücken trennen und Lücken schließen beim aktiven Label reichen (Menü Labels).</translation>
    </message>
    <message>
        <source>Islands below</source>
        <translation>Inseln unter</translation>
    </message>
    <message>
        <source>Smaller parts are removed as islands (menu Labels).</source>
        <translation>Kleinere Teile werden als Inseln entfernt (Menü Labels).</translation>
    </message>
    <message>
        <source>Reshape active label</source>
        <translation>Aktives Label umformen</translation>
    </message>
    <message>
        <source>Grow, shrink, smooth and other changes of the whole active label.</source>
        <translation>Vergrößern, Verkleinern, Glätten und andere Änderungen des ganzen aktiven Labels.</translation>
    </message>
    <message>
        <source>All labels</source>
        <translation>Alle Labels</translation>
    </message>
    <message>
        <source>%1 labels</source>
        <translation>%1 Labels</translation>
    </message>
</context>
<context>
    <name>sonosketch::WelcomePage</name>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Ultrasound pictures that do not exist yet</source>
        <translation>Ultraschallbilder, die es noch nicht gibt</translation>
    </message>
    <message>
        <source>Paint labels and sketch lines on the left; the synthetic picture on the right follows. Every picture made here is synthetic and says so. For research and training, not for diagnosis.</source>
        <translation>Links Labels und Skizzenlinien malen; rechts folgt das synthetische Bild. Jedes hier erzeugte Bild ist synthetisch und so gekennzeichnet. Für Forschung und Ausbildung, nicht zur Diagnose.</translation>
    </message>
    <message>
        <source>Recent cases</source>
        <translation>Zuletzt verwendete Fälle</translation>
    </message>
    <message>
        <source>Enter or a double click opens one.</source>
        <translation>Eingabetaste oder Doppelklick öffnet einen Fall.</translation>
    </message>
    <message>
        <source>Go on with</source>
        <translation>Weiterarbeiten</translation>
    </message>
    <message>
        <source>&amp;Open your own…</source>
        <translation>&amp;Eigenes öffnen…</translation>
    </message>
    <message>
        <source>Open your own</source>
        <translation>Eigenes öffnen</translation>
    </message>
    <message>
        <source>An ultrasound image, a case folder or a project.</source>
        <translation>Ein Ultraschallbild, ein Fallordner oder ein Projekt.</translation>
    </message>
    <message>
        <source>&amp;User guide</source>
        <translation>Ben&amp;utzerhandbuch</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>Benutzerhandbuch</translation>
    </message>
    <message>
        <source>A short illustrated tour.</source>
        <translation>Ein kurzer bebilderter Rundgang.</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Closes this page; Help &gt; Welcome brings it back.</source>
        <translation>Schließt diese Seite; Hilfe &gt; Willkommensseite bringt sie zurück.</translation>
    </message>
    <message>
        <source>Start from a real case</source>
        <translation>Mit einem echten Fall beginnen</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 – %2</translation>
    </message>
</context>
</TS>

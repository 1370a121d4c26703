"use strict";
/* Sorts a table by a click on a column's head, and filters long ones. Without it the page says the same. */
(function () {
  var units = { d: 86400, h: 3600, min: 60, s: 1 };
  var longRows = 8;

  /* A duration in seconds, a number, or else the text itself. */
  function key(cell) {
    var text = cell.textContent.trim();
    var parts = text.replace(/^-/, "").split(" ");
    var seconds = 0;
    for (var i = 0; parts.length % 2 === 0 && i < parts.length; i += 2) {
      seconds += units[parts[i + 1]] * parseFloat(parts[i].replace(/,/g, ""));
    }
    if (parts.length % 2 === 0 && !isNaN(seconds)) return text[0] === "-" ? -seconds : seconds;
    return /^-?[0-9][0-9,]*(\.[0-9]+)?( ?%| of .*| [A-Za-z]+)?$/.test(text) ? parseFloat(text.replace(/,/g, "")) : text;
  }

  /* 20318 as 20,318, which is how the page writes counts. */
  function grouped(count) { return String(count).replace(/\B(?=([0-9]{3})+$)/g, ","); }

  function compare(a, b) {
    if (typeof a === "number" && typeof b === "number") return a - b;
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    return a < b ? -1 : a > b ? 1 : 0;
  }

  function sort(table, column, head) {
    var body = table.tBodies[0];
    var down = head.getAttribute("aria-sort") === "ascending";
    var rows = Array.prototype.map.call(body.rows, function (row, place) {
      return { row: row, place: place, key: key(row.cells[column]) };
    });
    rows.sort(function (a, b) { return (down ? compare(b.key, a.key) : compare(a.key, b.key)) || a.place - b.place; });
    rows.forEach(function (entry) { body.appendChild(entry.row); });
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell) { cell.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
  }

  function addSorting(table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () { sort(table, column, head); });
    });
  }

  function addFilter(table) {
    var rows = table.tBodies[0].rows;
    var line = document.createElement("p");
    var label = document.createElement("label");
    var input = document.createElement("input");
    var count = document.createElement("span");
    line.className = "filter";
    input.type = "search";
    count.setAttribute("role", "status");
    label.appendChild(document.createTextNode("Filter rows "));
    label.appendChild(input);
    line.appendChild(label);
    line.appendChild(count);
    input.addEventListener("input", function () {
      var wanted = input.value.toLowerCase();
      var shown = 0;
      Array.prototype.forEach.call(rows, function (row) {
        row.hidden = row.textContent.toLowerCase().indexOf(wanted) < 0;
        if (!row.hidden) shown += 1;
      });
      count.textContent = wanted ? " " + grouped(shown) + " of " + grouped(rows.length) + " rows" : "";
    });
    table.parentNode.parentNode.insertBefore(line, table.parentNode);
  }

  Array.prototype.forEach.call(document.querySelectorAll("main table"), function (table) {
    if (!table.tHead || !table.tBodies.length || table.tBodies[0].rows.length < 2) return;
    addSorting(table);
    if (table.tBodies[0].rows.length > longRows) addFilter(table);
  });
})();
